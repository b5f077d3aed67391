/** Writes bencode into one buffer that grows; the order of keys is up to the caller. */
export class BencodeWriter {
  #bytes = new Uint8Array(512);
  #length = 0;

  /** Begins a dictionary. */
  dict(): this {
    return this.#byte(0x64);
  }

  list(): this {
    return this.#byte(0x6c);
  }

  /** Ends a list or dictionary. */
  end(): this {
    return this.#byte(0x65);
  }

  /** A string or key, ASCII only. */
  text(text: string): this {
    this.#ascii(`${text.length}:`);
    return this.#ascii(text);
  }

  bytes(bytes: Uint8Array): this {
    this.#ascii(`${bytes.length}:`);
    return this.raw(bytes);
  }

  integer(value: number | bigint): this {
    return this.#ascii(`i${value}e`);
  }

  /** What is bencoded already. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** In memory of their own. */
  written(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Begins anew in the same buffer. */
  reset(): this {
    this.#length = 0;
    return this;
  }

  #byte(byte: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
    return this;
  }

  #ascii(text: string): this {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at++) {
      this.#bytes[this.#length++] = text.charCodeAt(at);
    }
    return this;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const longer = new Uint8Array(2 * (this.#length + length));
    longer.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = longer;
  }
}
