import type { BlockRange } from '../protocol/peer-wire/message.ts';

/** Requests kept for one peer; libtorrent keeps 2,000, Transmission 512. */
const MOST = 1000;

/** What one peer asked for and did not get yet, in order. Bounded. */
export class UploadQueue {
  readonly #waiting = new Map<string, BlockRange>();

  get length(): number {
    return this.#waiting.size;
  }

  /** False when it is full: the request is ignored. Asking twice is asking once. */
  add(range: BlockRange): boolean {
    if (this.#waiting.size >= MOST) return false;
    this.#waiting.set(keyOf(range), range);
    return true;
  }

  cancel(range: BlockRange): void {
    this.#waiting.delete(keyOf(range));
  }

  /** Takes the next one out. */
  take(): BlockRange | undefined {
    for (const [key, range] of this.#waiting) {
      this.#waiting.delete(key);
      return range;
    }
    return undefined;
  }

  clear(): void {
    this.#waiting.clear();
  }
}

function keyOf(range: BlockRange): string {
  return `${range.piece}:${range.begin}:${range.length}`;
}
