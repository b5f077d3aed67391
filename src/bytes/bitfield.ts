/** A fixed number of bits, the first one the highest of byte 0, as BEP 3 sends pieces. */
export class Bitfield {
  readonly length: number;
  /** The bits; spare ones at the end are zero. Read it, change it only through `set`. */
  readonly bytes: Uint8Array;
  #count = 0;

  constructor(length: number) {
    this.length = length;
    this.bytes = new Uint8Array(Math.ceil(length / 8));
  }

  /**
   * A copy of received bytes; undefined when they are not `length` bits long. Spare bits
   * that are set are cleared, as libtorrent does.
   */
  static from(bytes: Uint8Array, length: number): Bitfield | undefined {
    const field = new Bitfield(length);
    if (bytes.length !== field.bytes.length) return undefined;
    field.bytes.set(bytes);
    const spare = field.bytes.length * 8 - length;
    if (spare > 0) field.bytes[bytes.length - 1]! &= 0xff << spare;
    for (const byte of field.bytes) field.#count += BITS_SET[byte]!;
    return field;
  }

  /** How many bits are set. */
  get count(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count === this.length;
  }

  has(index: number): boolean {
    return (this.bytes[index >> 3]! & (0x80 >> (index & 7))) !== 0;
  }

  set(index: number, value: boolean): void {
    if (this.has(index) === value) return;
    this.bytes[index >> 3]! ^= 0x80 >> (index & 7);
    this.#count += value ? 1 : -1;
  }

  setAll(): void {
    for (let index = 0; index < this.length; index++) this.set(index, true);
  }

  clone(): Bitfield {
    return Bitfield.from(this.bytes, this.length)!;
  }
}

const BITS_SET = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let rest = byte; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
});
