/** Whether anybody can see the window. */
export interface Sight {
  isHidden(): boolean;
  /** Calls back when that may have changed, until the returned function is called. */
  onChange(changed: () => void): () => void;
}

export const DOCUMENT_SIGHT: Sight = {
  isHidden: () => document.hidden,
  onChange(changed) {
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  },
};

/**
 * Asks at once, and again `every` so many milliseconds after each answer, for as long as there
 * is somebody to see it: nothing is asked while the window is hidden. `ask` never rejects.
 */
export class Poller {
  readonly #ask: () => Promise<void>;
  readonly #every: number;
  readonly #sight: Sight;
  readonly #unlisten: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;
  #stopped = false;

  constructor(ask: () => Promise<void>, every: number, sight: Sight = DOCUMENT_SIGHT) {
    this.#ask = ask;
    this.#every = every;
    this.#sight = sight;
    this.#unlisten = sight.onChange(() => this.now());
    this.now();
  }

  /** Asks now; while it is being asked, once more after that. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#sight.isHidden()) return;
    this.#again = this.#asking;
    if (!this.#asking) void this.#turn();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#unlisten();
  }

  async #turn(): Promise<void> {
    this.#asking = true;
    await this.#ask();
    this.#asking = false;
    if (this.#again) return this.now();
    if (!this.#stopped && !this.#sight.isHidden()) {
      this.#timer = setTimeout(() => this.now(), this.#every);
    }
  }
}
