/** Pages of one key to compare with: more only make it slow. */
const MOST_ALIKE = 4;

/**
 * Keeps equal pages once, for all files of all disks that share it: fifty machines with the
 * same content then take the room of one. What is in it is never changed.
 */
export class PagePool {
  readonly #pages = new Map<number, Uint8Array[]>();

  /** A page with these bytes, which are compared one by one; a copy of them, if there is none. */
  keep(bytes: Uint8Array): Uint8Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const key = view.getUint32(0) ^ view.getUint32(bytes.length - 4);
    const alike = this.#pages.get(key) ?? [];
    const known = alike.find((page) => Buffer.compare(page, bytes) === 0);
    if (known) return known;
    const copy = bytes.slice();
    if (alike.length < MOST_ALIKE) this.#pages.set(key, [...alike, copy]);
    return copy;
  }
}
