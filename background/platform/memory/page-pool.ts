/** Pages of one key to compare with: more only make it slow. */
const MOST_ALIKE = 4;

/**
 * Keeps equal pages once, for all files of all disks that share it: fifty machines with the
 * same content then take the room of one. What is in it is never changed.
 */
export class PagePool {
  readonly #pages = new Map<number, Uint8Array[]>();

  /** Pages that files will have, next to each other: what lies so is read without a copy. */
  learn(content: Uint8Array, pageLength: number): void {
    for (let at = 0; at + pageLength <= content.length; at += pageLength) {
      const page = content.subarray(at, at + pageLength);
      const key = keyOf(page);
      this.#pages.set(key, [...(this.#pages.get(key) ?? []), page]);
    }
  }

  /** A page with these bytes, which are compared one by one; a copy of them, if there is none. */
  keep(bytes: Uint8Array): Uint8Array {
    const key = keyOf(bytes);
    const alike = this.#pages.get(key) ?? [];
    const known = alike.find((page) => Buffer.compare(page, bytes) === 0);
    if (known) return known;
    const copy = bytes.slice();
    if (alike.length < MOST_ALIKE) this.#pages.set(key, [...alike, copy]);
    return copy;
  }
}

function keyOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.getUint32(0) ^ view.getUint32(bytes.length - 4);
}
