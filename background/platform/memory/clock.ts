import type { Clock, Timer } from '../../../src/ports/clock.ts';
import type { Random } from '../../../src/ports/random.ts';
import { Armed, TimerHeap } from './timer-heap.ts';

/** The date at which every virtual clock starts. */
const START = Date.UTC(2026, 0, 1);
/** Timers to fire in one turn of the event loop: a turn costs more than a timer. */
const BATCH = 64;

/** A clock that stands still until it is told to go on. */
export class MemoryClock implements Clock {
  #now = 0;
  readonly #timers = new TimerHeap();
  readonly #ties: Random | undefined;
  #set = 0;

  /** `ties`: which of those due at the same time comes first; without, the first set. */
  constructor(ties?: Random) {
    this.#ties = ties;
  }

  now(): number {
    return this.#now;
  }

  date(): number {
    return START + this.#now;
  }

  /** UTC. */
  zone(): number {
    return 0;
  }

  timer(delay: number, fire: () => void): Timer {
    const due = this.#now + Math.max(delay, 0);
    const tie = this.#ties ? this.#ties.integer(2 ** 32) : this.#set++;
    const armed = new Armed(due, tie, fire);
    this.#timers.push(armed);
    return armed;
  }

  /**
   * Lets `ms` milliseconds pass: fires what is due in order, each at its own time, and
   * lets the promises that hang on it settle before the next.
   */
  advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    return new Promise((resolve, reject) => {
      let over = false;
      /** Promises settle between two immediates, also of one turn. */
      const step = () => {
        if (over) return;
        const next = this.#timers.popDue(end);
        if (next) {
          this.#now = next.due;
          try {
            next.fire();
          } catch (error) {
            over = true;
            reject(error);
          }
          return;
        }
        over = true;
        this.#now = end;
        resolve();
      };
      const turn = () => {
        for (let count = 0; count < BATCH; count++) setImmediate(step);
        setImmediate(() => {
          if (!over) turn();
        });
      };
      // What is under way already comes first.
      setImmediate(turn);
    });
  }
}
