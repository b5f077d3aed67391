/** A generator of bytes to read: the same for the same seed. */
export class Mutations {
  readonly #seeds: readonly Uint8Array[];
  #state: number;

  /** `seeds`: what the mutated inputs are made of. */
  constructor(seeds: readonly Uint8Array[], seed: number) {
    this.#seeds = seeds;
    this.#state = seed | 1;
  }

  next(): Uint8Array {
    switch (this.#below(4)) {
      case 0:
        return this.#random(48, () => this.#below(256));
      case 1:
        return this.#random(48, () => GRAMMAR[this.#below(GRAMMAR.length)]!);
      default:
        return this.#mutated();
    }
  }

  #random(most: number, byte: () => number): Uint8Array {
    return Uint8Array.from({ length: this.#below(most) }, byte);
  }

  #mutated(): Uint8Array {
    let bytes = this.#pick();
    for (let changes = 1 + this.#below(3); changes > 0; changes--) {
      bytes = this.#change(bytes);
    }
    return bytes;
  }

  #change(bytes: Uint8Array): Uint8Array {
    const at = this.#below(bytes.length + 1);
    const end = at + this.#below(bytes.length + 1 - at);
    switch (this.#below(6)) {
      case 0: {
        const copy = bytes.slice();
        if (at < copy.length) copy[at]! ^= 1 << this.#below(8);
        return copy;
      }
      case 1: {
        const copy = bytes.slice();
        if (at < copy.length) copy[at] = GRAMMAR[this.#below(GRAMMAR.length)]!;
        return copy;
      }
      case 2:
        return bytes.subarray(0, at);
      case 3:
        return join(bytes.subarray(0, at), bytes.subarray(end));
      case 4:
        return join(bytes.subarray(0, end), bytes.subarray(at));
      default: {
        const other = this.#pick();
        const from = this.#below(other.length + 1);
        const part = other.subarray(from, from + this.#below(16));
        return join(bytes.subarray(0, at), part, bytes.subarray(at));
      }
    }
  }

  #pick(): Uint8Array {
    return this.#seeds[this.#below(this.#seeds.length)]!;
  }

  /** xorshift, of 32 bits. */
  #below(bound: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % bound;
  }
}

const GRAMMAR = new TextEncoder().encode('ilde0123456789:-');

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
