import type { Clock, Timer } from '../ports/clock.ts';

/** Milliseconds from a change to its write: what a crash can take from the record. */
const PAUSE = 100;

/**
 * Writes a record that changes often: one write at a time and at most ten a second, the
 * last state always among them.
 */
export class Saver {
  readonly #clock: Clock;
  readonly #write: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #dirty = false;
  #writing: Promise<void> | undefined;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(
    clock: Clock,
    write: () => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#clock = clock;
    this.#write = write;
    this.#failed = failed;
  }

  /** The record changed. */
  touch(): void {
    if (this.#stopped) return;
    this.#dirty = true;
    if (this.#timer || this.#writing) return;
    this.#timer = this.#clock.timer(PAUSE, () => {
      this.#timer = undefined;
      this.#writing = this.#save();
    });
  }

  /** Resolves once the last change is written, or could not be. */
  async flush(): Promise<void> {
    while (this.#dirty || this.#writing) {
      this.#timer?.cancel();
      this.#timer = undefined;
      this.#writing ??= this.#save();
      await this.#writing;
    }
  }

  async #save(): Promise<void> {
    this.#dirty = false;
    try {
      await this.#write();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#writing = undefined;
    }
    if (this.#dirty) this.touch();
  }

  /** Writes nothing from now on, whatever changes. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#dirty = false;
  }
}
