import type { BlockRange } from '../protocol/peer-wire/message.ts';

/** Requests kept for one peer; libtorrent keeps 2,000, Transmission 512. */
const MOST = 1000;

/** What one peer asked for and did not get yet, in order. Bounded. */
export class UploadQueue {
  readonly #waiting = new Map<string, BlockRange>();
  #bytes = 0;

  get length(): number {
    return this.#waiting.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The next one, left in. */
  get next(): BlockRange | undefined {
    for (const range of this.#waiting.values()) return range;
    return undefined;
  }

  /** False when it is full: the request is ignored. Asking twice is asking once. */
  add(range: BlockRange): boolean {
    if (this.#waiting.size >= MOST) return false;
    const key = keyOf(range);
    if (!this.#waiting.has(key)) this.#bytes += range.length;
    this.#waiting.set(key, range);
    return true;
  }

  cancel(range: BlockRange): void {
    if (this.#waiting.delete(keyOf(range))) this.#bytes -= range.length;
  }

  /** Takes the next one out. */
  take(): BlockRange | undefined {
    const { next } = this;
    if (next) this.cancel(next);
    return next;
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }
}

function keyOf(range: BlockRange): string {
  return `${range.piece}:${range.begin}:${range.length}`;
}
