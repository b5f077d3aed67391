/** Part of a stream on its way; of no length at its end. */
export interface Segment {
  /** The first one is 0. */
  readonly order: number;
  readonly chunks: Uint8Array[];
  readonly length: number;
  /** How often it was lost. */
  tries: number;
}

/** What arrived of a stream and was not read yet, in order again. */
export class Reassembly {
  readonly #early = new Map<number, Segment>();
  #expected = 0;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #ended = false;

  /** Bytes that can be read. */
  get length(): number {
    return this.#length;
  }

  /** Whether the end came, and all before it was read. */
  get ended(): boolean {
    return this.#ended && this.#length === 0;
  }

  add(segment: Segment): void {
    if (segment.order !== this.#expected) {
      this.#early.set(segment.order, segment);
      return;
    }
    this.#append(segment);
    if (this.#early.size === 0) return;
    let next = this.#early.get(this.#expected);
    while (next) {
      this.#early.delete(this.#expected);
      this.#append(next);
      next = this.#early.get(this.#expected);
    }
  }

  /** Moves what fits, and says how much that was. */
  take(into: Uint8Array): number {
    let length = 0;
    let first = this.#chunks[0];
    while (first !== undefined && length < into.length) {
      const part = upTo(first, into.length - length);
      into.set(part, length);
      length += part.length;
      if (part.length < first.length) this.#chunks[0] = first.subarray(part.length);
      else this.#chunks.shift();
      first = this.#chunks[0];
    }
    this.#length -= length;
    return length;
  }

  #append({ chunks, length }: Segment): void {
    this.#expected++;
    for (const chunk of chunks) this.#chunks.push(chunk);
    this.#length += length;
    if (length === 0) this.#ended = true;
  }

  clear(): void {
    this.#early.clear();
    this.#chunks = [];
    this.#length = 0;
  }
}

/** The first bytes; the very array where that is all, since a view takes a while to make. */
export function upTo(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.length <= length ? bytes : bytes.subarray(0, length);
}
