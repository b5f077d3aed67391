import type { Clock, Timer } from '../../../src/ports/clock.ts';

interface Armed {
  readonly due: number;
  readonly fire: () => void;
}

/** The date at which every virtual clock starts. */
const START = Date.UTC(2026, 0, 1);

/** A clock that stands still until it is told to go on. */
export class MemoryClock implements Clock {
  #now = 0;
  /** In the order they fire: by due time, then as they were set. */
  readonly #timers: Armed[] = [];

  now(): number {
    return this.#now;
  }

  date(): number {
    return START + this.#now;
  }

  timer(delay: number, fire: () => void): Timer {
    const armed = { due: this.#now + Math.max(delay, 0), fire };
    this.#timers.splice(this.#placeOf(armed.due), 0, armed);
    return {
      cancel: () => {
        const place = this.#timers.indexOf(armed);
        if (place >= 0) this.#timers.splice(place, 1);
      },
    };
  }

  /**
   * Lets `ms` milliseconds pass: fires what is due in order, each at its own time, and
   * lets the promises that hang on it settle before the next.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#timers[0]; next && next.due <= end; next = this.#timers[0]) {
      this.#timers.shift();
      this.#now = next.due;
      next.fire();
      await settle();
    }
    this.#now = end;
  }

  /** Behind all that are due no later. */
  #placeOf(due: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const timer = this.#timers[middle];
      if (timer !== undefined && timer.due <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A turn of the event loop comes only when no promise has anything left to do. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
