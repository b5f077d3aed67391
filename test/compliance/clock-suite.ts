import type { Clock } from '../../src/ports/clock.ts';
import { equal, ok } from './expect.ts';
import type { Case } from './suite.ts';

export interface ClockSubject {
  readonly clock: Clock;
  /** Lets at least `ms` milliseconds of this clock pass. */
  pass(ms: number): Promise<void>;
}

/** The contract of src/ports/clock.ts. */
export const clockSuite: readonly Case<ClockSubject>[] = [
  {
    name: 'now never goes back, and moves on',
    run: async ({ clock, pass }) => {
      let last = clock.now();
      const first = last;
      for (let i = 0; i < 10; i++) {
        await pass(2);
        ok(clock.now() >= last, 'not back');
        last = clock.now();
      }
      ok(last - first >= 10, 'on');
    },
  },
  {
    name: 'date is whole enough to be a date of our time',
    run: async ({ clock }) => {
      const year = new Date(clock.date()).getUTCFullYear();
      ok(year >= 2020 && year < 2200, `the year ${year}`);
    },
  },
  {
    name: 'zone is that of local time',
    run: async ({ clock }) => {
      const zone = clock.zone();
      ok(Number.isInteger(zone) && zone >= -12 * 60 && zone <= 14 * 60, `${zone} min`);
    },
  },
  {
    name: 'a timer fires once, not before its delay, and never within the call',
    run: async ({ clock, pass }) => {
      for (const delay of [-5, 0, 0.5, 1, 15]) {
        const fired: number[] = [];
        const start = clock.now();
        clock.timer(delay, () => fired.push(clock.now()));
        equal(fired.length, 0, 'within the call');
        while (fired.length === 0) await pass(5);
        await pass(5);
        equal(fired.length, 1, 'times fired');
        ok((fired[0] ?? 0) - start >= delay, `after ${delay} ms at least`);
      }
    },
  },
  {
    name: 'timers fire in the order they are due',
    run: async ({ clock, pass }) => {
      const fired: string[] = [];
      clock.timer(60, () => fired.push('third'));
      clock.timer(0, () => fired.push('first'));
      clock.timer(30, () => fired.push('second'));
      for (let i = 0; i < 100 && fired.length < 3; i++) await pass(5);
      equal(fired, ['first', 'second', 'third']);
    },
  },
  {
    name: 'a cancelled timer stays silent',
    run: async ({ clock, pass }) => {
      let fired = 0;
      const timer = clock.timer(5, () => fired++);
      timer.cancel();
      timer.cancel();
      await pass(30);
      equal(fired, 0, 'times fired');
    },
  },
  {
    name: 'cancelling after it fired, or while it fires, is harmless',
    run: async ({ clock, pass }) => {
      let fired = 0;
      const timer = clock.timer(0, () => {
        fired++;
        timer.cancel();
      });
      while (fired === 0) await pass(5);
      timer.cancel();
      await pass(5);
      equal(fired, 1, 'times fired');
    },
  },
  {
    name: 'a timer may cancel another that is due at once',
    run: async ({ clock, pass }) => {
      const fired: number[] = [];
      const timers = [1, 2].map((number) =>
        clock.timer(5, () => {
          fired.push(number);
          for (const timer of timers) timer.cancel();
        }),
      );
      while (fired.length === 0) await pass(5);
      await pass(20);
      equal(fired, [1]);
    },
  },
  {
    name: 'delays beyond what a host’s own timers hold do not fire at once',
    run: async ({ clock, pass }) => {
      let fired = 0;
      const timers = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 2 ** 63, Number.MAX_VALUE].map(
        (delay) => clock.timer(delay, () => fired++),
      );
      await pass(30);
      for (const timer of timers) timer.cancel();
      equal(fired, 0, 'times fired');
    },
  },
  {
    name: 'a timer set by a timer fires too',
    run: async ({ clock, pass }) => {
      let chain = 0;
      const next = () => {
        if (++chain < 5) clock.timer(1, next);
      };
      clock.timer(1, next);
      for (let i = 0; i < 100 && chain < 5; i++) await pass(5);
      equal(chain, 5, 'timers fired');
    },
  },
];
