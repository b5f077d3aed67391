import type { Clock, Timer } from '../../../src/ports/clock.ts';

/** Something that happens at one moment. */
export interface Happening {
  happen(): void;
}

/**
 * A virtual clock for very many events, all at whole milliseconds: those of one happen in the
 * order in which they were set, then promises settle, then the next come.
 */
export class EventClock implements Clock {
  #now = 0;
  /** By the millisecond. */
  readonly #due = new Map<number, Happening[]>();

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#now;
  }

  zone(): number {
    return 0;
  }

  timer(delay: number, fire: () => void): Timer {
    const timer = new Armed(fire);
    this.at(this.#now + Math.max(1, Math.ceil(delay)), timer);
    return timer;
  }

  /** `time`: a whole number of ms, later than now. */
  at(time: number, happening: Happening): void {
    const others = this.#due.get(time);
    if (others) others.push(happening);
    else this.#due.set(time, [happening]);
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    // What is under way already comes first.
    await settled();
    const end = this.#now + ms;
    while (this.#now < end) {
      this.#now++;
      const due = this.#due.get(this.#now);
      if (!due) continue;
      this.#due.delete(this.#now);
      for (const happening of due) happening.happen();
      await settled();
    }
  }
}

class Armed implements Happening, Timer {
  #fire: (() => void) | undefined;

  constructor(fire: () => void) {
    this.#fire = fire;
  }

  happen(): void {
    this.#fire?.();
  }

  cancel(): void {
    this.#fire = undefined;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
