/** What the turns go by. */
export interface CheckTurnsHost {
  /** How many may check at once; 0: any number. */
  limit(): number;
  /** The lowest comes first. */
  rank(id: string): number;
}

interface Waiting {
  readonly id: string;
  begin(): void;
}

/**
 * Who may hash its files: one torrent after another reads a disk faster than all of them at
 * once. A check that has begun is let come to its end.
 */
export class CheckTurns {
  readonly #host: CheckTurnsHost;
  readonly #waiting = new Set<Waiting>();
  #checking = 0;

  constructor(host: CheckTurnsHost) {
    this.#host = host;
  }

  /** Resolves with what ends the turn. Rejects with the signal's reason. */
  async take(id: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        id,
        begin: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiting);
      this.update();
    });
    return () => {
      this.#checking--;
      this.update();
    };
  }

  /** The limit may have changed. */
  update(): void {
    while (this.#waiting.size > 0 && this.#hasRoom()) {
      let first: Waiting | undefined;
      let lowest = Number.POSITIVE_INFINITY;
      for (const waiting of this.#waiting) {
        const rank = this.#host.rank(waiting.id);
        if (first && rank >= lowest) continue;
        first = waiting;
        lowest = rank;
      }
      this.#waiting.delete(first!);
      this.#checking++;
      first!.begin();
    }
  }

  #hasRoom(): boolean {
    const limit = this.#host.limit();
    return limit === 0 || this.#checking < limit;
  }
}
