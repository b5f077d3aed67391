/** What takes the bytes: TorrentStorage. */
export interface WriteTarget {
  write(offset: number, chunks: readonly Uint8Array[]): Promise<void>;
}

interface Waiting {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Writes at once; more only seek against each other. */
const WRITERS = 4;
/** Bytes in one write: from here on larger ones are no cheaper (docs/architecture.md). */
const MAX_RUN = 8 << 20;

/**
 * Verified pieces on their way to the files. Up to four writes are under way; what arrives
 * meanwhile waits, and neighbours go out together in one write: the slower the disk, the
 * larger the writes.
 */
export class WriteQueue {
  readonly #target: WriteTarget;
  readonly #waiting = new Map<number, Waiting>();
  /** The same pieces by where they end, to find a neighbour on the left. */
  readonly #ends = new Map<number, Waiting>();
  #writing = 0;

  constructor(target: WriteTarget) {
    this.#target = target;
  }

  /** Resolves once the file system took the bytes, which must not change until then. */
  add(offset: number, bytes: Uint8Array): Promise<void> {
    return new Promise((done, failed) => {
      const waiting = { offset, bytes, done, failed };
      this.#waiting.set(offset, waiting);
      this.#ends.set(offset + bytes.length, waiting);
      this.#next();
    });
  }

  #next(): void {
    while (this.#writing < WRITERS && this.#waiting.size > 0)
      void this.#write(this.#take());
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
      for (const piece of run) piece.failed(error);
    } finally {
      this.#writing--;
      this.#next();
    }
  }
}
