import type { Clock, Timer } from '../../src/ports/clock.ts';

/** The longest delay setTimeout honours; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** The system's time, in a browser as in Node, where an armed timer keeps the process alive. */
export class SystemClock implements Clock {
  now(): number {
    return performance.now();
  }

  date(): number {
    return Date.now();
  }

  zone(): number {
    return -new Date().getTimezoneOffset();
  }

  timer(delay: number, fire: () => void): Timer {
    const due = performance.now() + delay;
    // setTimeout may also fire a millisecond early, so the time is always looked at.
    const look = () => {
      const left = due - performance.now();
      if (left <= 0) fire();
      else handle = arm(left);
    };
    const arm = (left: number) => setTimeout(look, Math.min(Math.ceil(left), LONGEST));
    let handle = arm(Math.max(delay, 0));
    return { cancel: () => clearTimeout(handle) };
  }
}
