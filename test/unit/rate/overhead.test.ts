import { expect, test } from '@jest/globals';
import { Overhead } from '../../../src/rate/overhead.ts';

test('counts messages and the headers of packets, each once', () => {
  const down = new Overhead();
  expect(down.since(1_460_000, 1_450_000, 0)).toBe(10_000 + 40_000);
  expect(down.since(1_460_000, 1_450_000, 0)).toBe(0);
  expect(down.since(2_920_000, 2_900_000, 0)).toBe(10_000 + 40_000);
});

test('who gets much sends acknowledgements', () => {
  expect(new Overhead().since(0, 0, 2_920_000)).toBe(40_000);
});
