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

test('a block that was only half here is taken back from what comes, and never below none', () => {
  const down = new Overhead();
  expect(down.since(14_600, 0, 0)).toBe(15_000);
  expect(down.since(16_384, 16_384, 0)).toBe(0);
  expect(down.since(1_460_000, 1_450_000, 0)).toBe(50_000 - 15_000);
});
