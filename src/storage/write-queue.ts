import type { Clock, Timer } from '../ports/clock.ts';

/** What takes the bytes: TorrentStorage. */
export interface WriteTarget {
  write(offset: number, chunks: readonly Uint8Array[]): Promise<void>;
}

interface Waiting {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** When it waits no longer. */
  due: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Writes at once; more only seek against each other. */
const WRITERS = 4;
/** Bytes in one write: from here on larger ones are no cheaper (docs/platform.md). */
const MAX_RUN = 8 << 20;
/** Milliseconds that a piece waits for neighbours. */
const LINGER = 100;

/**
 * Verified pieces on their way to the files, neighbours together in one write: what a write
 * costs beside its bytes is most of what a small one costs. A piece waits for neighbours
 * until 8 MiB wait in all, but not for longer than a tenth of a second, unless it is urgent;
 * up to four writes are under way at once.
 */
export class WriteQueue {
  readonly #target: WriteTarget;
  readonly #clock: Clock;
  /** By offset, the longest waiting first. */
  readonly #waiting = new Map<number, Waiting>();
  /** The same pieces by where they end, to find a neighbour on the left. */
  readonly #ends = new Map<number, Waiting>();
  /** What was added and is not in its files yet. */
  readonly #unwritten = new Set<Promise<void>>();
  #waitingBytes = 0;
  #writing = 0;
  #lingers = true;
  #timer: Timer | undefined;

  constructor(target: WriteTarget, clock: Clock) {
    this.#target = target;
    this.#clock = clock;
  }

  /**
   * Resolves once the file system took the bytes, which must not change until then. `urgent`:
   * they wait for no neighbours.
   */
  add(offset: number, bytes: Uint8Array, urgent = false): Promise<void> {
    const written = new Promise<void>((done, failed) => {
      const due = this.#clock.now() + (urgent ? 0 : LINGER);
      const waiting = { offset, bytes, due, done, failed };
      this.#waiting.set(offset, waiting);
      this.#ends.set(offset + bytes.length, waiting);
      this.#waitingBytes += bytes.length;
      this.#next();
    });
    this.#unwritten.add(written);
    const over = () => this.#unwritten.delete(written);
    written.then(over, over);
    return written;
  }

  /** Resolves once all that was added before is in its files, or could not be. */
  async flush(): Promise<void> {
    const before = [...this.#unwritten];
    for (const waiting of this.#waiting.values()) waiting.due = 0;
    this.#next();
    await Promise.allSettled(before);
  }

  /** The end is near: nothing waits for neighbours from now on. */
  hurry(): void {
    this.#lingers = false;
    this.#next();
  }

  #next(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    while (this.#writing < WRITERS && this.#waiting.size > 0) {
      const { due } = this.#waiting.values().next().value!;
      const left = due - this.#clock.now();
      if (this.#lingers && this.#waitingBytes < MAX_RUN && left > 0) {
        this.#timer = this.#clock.timer(left, () => this.#next());
        return;
      }
      void this.#write(this.#take());
    }
  }

  /** The longest waiting piece and its neighbours on both sides. */
  #take(): Waiting[] {
    let first = this.#waiting.values().next().value!;
    let length = first.bytes.length;
    for (let left = this.#ends.get(first.offset); left; ) {
      if (length + left.bytes.length > MAX_RUN) break;
      length += left.bytes.length;
      first = left;
      left = this.#ends.get(first.offset);
    }
    const run = [first];
    let end = first.offset + first.bytes.length;
    let taken = first.bytes.length;
    for (let right = this.#waiting.get(end); right; right = this.#waiting.get(end)) {
      if (taken + right.bytes.length > MAX_RUN) break;
      run.push(right);
      taken += right.bytes.length;
      end += right.bytes.length;
    }
    for (const piece of run) {
      this.#waiting.delete(piece.offset);
      this.#ends.delete(piece.offset + piece.bytes.length);
      this.#waitingBytes -= piece.bytes.length;
    }
    return run;
  }

  async #write(run: readonly Waiting[]): Promise<void> {
    this.#writing++;
    try {
      const chunks = run.map((piece) => piece.bytes);
      await this.#target.write(run[0]!.offset, chunks);
      for (const piece of run) piece.done();
    } catch (error) {
      if (run.length === 1) run[0]!.failed(error);
      else await this.#writeApart(run);
    } finally {
      this.#writing--;
      this.#next();
    }
  }

  /** Some of a run may fit where the whole does not, and is not to be fetched again. */
  async #writeApart(run: readonly Waiting[]): Promise<void> {
    for (const piece of run) {
      await this.#target
        .write(piece.offset, [piece.bytes])
        .then(piece.done, piece.failed);
    }
  }
}
