import type { Clock } from '../../../src/ports/clock.ts';

/** A host's way in: first come, first served, as much as its queue holds. */
export class Downlink {
  rate: number;
  /** Bytes. */
  queue: number;
  readonly #clock: Clock;
  /** When what came has all been passed on. */
  #freeAt = 0;

  constructor(clock: Clock, rate: number, queue: number) {
    this.#clock = clock;
    this.rate = rate;
    this.queue = queue;
  }

  /** Milliseconds until that many bytes are through; undefined when they do not fit. */
  take(bytes: number): number | undefined {
    const now = this.#clock.now();
    const waits = Math.max(0, this.#freeAt - now);
    if (waits > 0 && (waits * this.rate) / 1000 + bytes > this.queue) return undefined;
    const time = waits + (bytes * 1000) / this.rate;
    this.#freeAt = now + time;
    return time;
  }

  /** A small packet goes between the others, and takes its time from theirs. */
  slip(bytes: number): void {
    const now = this.#clock.now();
    this.#freeAt = Math.max(this.#freeAt, now) + (bytes * 1000) / this.rate;
  }
}
