/**
 * Piece buffers, reused, within one budget for all torrents. A piece is begun only once it
 * has its buffer, so the budget bounds what is asked of peers: memory never runs ahead of
 * hashing and writing, and no socket has to be paused for it.
 */
export class BufferPool {
  readonly #budget: number;
  readonly #allocate: (length: number) => Uint8Array;
  /** Idle buffers by length. */
  readonly #idle = new Map<number, Uint8Array[]>();
  #idleBytes = 0;
  #taken = 0;

  /** `budget` in bytes; `allocate` makes the buffers. */
  constructor(budget: number, allocate: (length: number) => Uint8Array) {
    this.#budget = budget;
    this.#allocate = allocate;
  }

  /** Bytes in use. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * A buffer of exactly `length` bytes, its contents left over; undefined when the budget
   * is used up. `held`: how many the torrent has already. Two it always gets, however long
   * they are and whatever the others took: each torrent goes on, if slowly.
   */
  take(length: number, held: number): Uint8Array | undefined {
    if (this.#taken + length > this.#budget && held >= 2) return undefined;
    this.#taken += length;
    const idle = this.#idle.get(length)?.pop();
    if (idle) {
      this.#idleBytes -= length;
      return idle;
    }
    this.#shrinkIdle(length);
    return this.#allocate(length);
  }

  /** Gives a buffer back; nobody uses it from now on. */
  give(buffer: Uint8Array): void {
    this.#taken -= buffer.length;
    if (this.#taken + this.#idleBytes + buffer.length > this.#budget) return;
    const idle = this.#idle.get(buffer.length);
    if (idle) idle.push(buffer);
    else this.#idle.set(buffer.length, [buffer]);
    this.#idleBytes += buffer.length;
  }

  /** Lets go of every idle buffer. */
  trim(): void {
    this.#idle.clear();
    this.#idleBytes = 0;
  }

  /** Idle buffers of other lengths make room for a new one. */
  #shrinkIdle(length: number): void {
    if (this.#taken + this.#idleBytes > this.#budget || this.#idle.size > 8) this.trim();
    else if (this.#idle.get(length)?.length === 0) this.#idle.delete(length);
  }
}
