import { expect, test } from '@jest/globals';
import { UploadSlots } from '../../../src/choke/upload-slots.ts';

const KB = 1000;

/** The counts of slots, round by round, on a line where so many give so much. */
function counts(rounds: number, rateOf: (slots: number) => number, wanting = 100) {
  const slots = new UploadSlots();
  return Array.from({ length: rounds }, () => {
    slots.round(rateOf(slots.count), wanting);
    return slots.count;
  });
}

test('grow while more of them bring more', () => {
  const found = counts(60, (slots) => Math.min(slots, 40) * 100 * KB);
  expect([...new Set(found.slice(0, 20))]).toEqual([10, 13, 17, 22, 28]);
  expect(Math.max(...found)).toBeLessThanOrEqual(64);
  expect(found.at(-1)).toBeGreaterThanOrEqual(35);
});

test('what brought nothing is taken back, and tried again a minute later', () => {
  const tried = [10, 10, 10];
  const rest = [8, 8, 8, 8, 8, 8, 8];
  expect(counts(14, () => 1000 * KB)).toEqual([...tried, ...rest, ...tried, 8]);
});

test('a burst into fresh sockets is not taken for more', () => {
  let round = 0;
  const burst = () => (round++ === 1 ? 2000 * KB : 1000 * KB);
  expect(counts(4, burst)).toEqual([10, 10, 10, 8]);
});

test('stay while nobody else wants one', () => {
  expect(counts(3, (slots) => slots * 100 * KB, 8)).toEqual([8, 8, 8]);
});

test('are fewer on a slow line, but never fewer than four', () => {
  expect(counts(20, () => 5 * KB).at(-1)).toBe(4);
});
