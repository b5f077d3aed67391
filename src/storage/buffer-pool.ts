import { StorageError } from '../errors/storage-error.ts';

/**
 * Piece buffers, reused, within one budget for all torrents. A piece is begun only once it
 * has its buffer, so the budget bounds what is asked of peers: memory never runs ahead of
 * hashing and writing, and no socket has to be paused for it. The bound is the budget, and one
 * piece of each torrent that has no other: the queue says how many run.
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
   * is used up. `held`: how many the torrent has already. One it always gets, however long it
   * is and whatever the others took: each torrent goes on, if slowly. Throws StorageError
   * 'no-memory' where it has none and there is none to be had.
   */
  take(length: number, held: number): Uint8Array | undefined {
    if (this.#taken + length > this.#budget && held > 0) return undefined;
    const buffer = this.#reuse(length) ?? this.#make(length);
    if (buffer) this.#taken += length;
    else if (held === 0) {
      throw new StorageError('no-memory', `no memory for a piece of ${length} bytes`);
    }
    return buffer;
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

  #reuse(length: number): Uint8Array | undefined {
    const idle = this.#idle.get(length)?.pop();
    if (idle) this.#idleBytes -= length;
    return idle;
  }

  /** undefined when there is no memory left, not even what idle buffers took. */
  #make(length: number): Uint8Array | undefined {
    this.#shrinkIdle(length);
    try {
      return this.#allocate(length);
    } catch {
      this.trim();
    }
    try {
      return this.#allocate(length);
    } catch {
      return undefined;
    }
  }

  /** Idle buffers of other lengths make room for a new one. */
  #shrinkIdle(length: number): void {
    if (this.#taken + this.#idleBytes + length > this.#budget || this.#idle.size > 8)
      this.trim();
    else if (this.#idle.get(length)?.length === 0) this.#idle.delete(length);
  }
}
