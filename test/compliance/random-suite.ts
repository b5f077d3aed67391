import type { Random } from '../../src/ports/random.ts';
import { equal, ok } from './expect.ts';
import type { Case } from './suite.ts';

/** The contract of src/ports/random.ts. */
export const randomSuite: readonly Case<Random>[] = [
  {
    name: 'gives as many bytes as asked for',
    run: async (random) => {
      for (const count of [0, 1, 20, 65_536, 65_537, 200_000]) {
        equal(random.bytes(count).length, count, 'length');
      }
    },
  },
  {
    name: 'bytes are fresh each time and of every value',
    run: async (random) => {
      const first = random.bytes(20).join();
      ok(first !== random.bytes(20).join(), 'different bytes');
      equal(new Set(random.bytes(100_000)).size, 256, 'values');
    },
  },
  {
    name: 'bytes are the caller’s own',
    run: async (random) => {
      const first = random.bytes(32);
      const copy = first.slice();
      random.bytes(32).fill(0);
      equal(first, copy);
    },
  },
  {
    name: 'integers are whole, below their bound, and reach every value',
    run: async (random) => {
      for (const bound of [1, 2, 3, 7, 100]) {
        const seen = new Set<number>();
        for (let i = 0; i < bound * 50; i++) seen.add(random.integer(bound));
        equal(seen.size, bound, `values below ${bound}`);
        ok(
          [...seen].every((n) => Number.isInteger(n) && n >= 0 && n < bound),
          'range',
        );
      }
    },
  },
  {
    name: 'integers are even over the widest range',
    run: async (random) => {
      let high = 0;
      for (let i = 0; i < 2000; i++) {
        const value = random.integer(2 ** 32);
        ok(Number.isInteger(value) && value >= 0 && value < 2 ** 32, 'range');
        if (value >= 2 ** 31) high++;
      }
      ok(high > 800 && high < 1200, `half of them high (${high} of 2000)`);
    },
  },
];
