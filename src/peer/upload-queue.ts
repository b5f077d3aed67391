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

  has(range: BlockRange): boolean {
    return this.#waiting.has(keyOf(range));
  }

  /** Whether it was still waiting. */
  cancel(range: BlockRange): boolean {
    if (!this.#waiting.delete(keyOf(range))) return false;
    this.#bytes -= range.length;
    return true;
  }

  /** Takes the next one out. */
  take(): BlockRange | undefined {
    const { next } = this;
    if (next) this.cancel(next);
    return next;
  }

  /** Takes all out but those of these pieces. */
  takeAllBut(pieces: { has(piece: number): boolean }): BlockRange[] {
    const taken = [...this.#waiting.values()].filter(({ piece }) => !pieces.has(piece));
    for (const range of taken) this.cancel(range);
    return taken;
  }
}

function keyOf(range: BlockRange): string {
  return `${range.piece}:${range.begin}:${range.length}`;
}
