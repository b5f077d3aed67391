import { expect, test } from '@jest/globals';
import { availabilityRuns } from '../../../../ui/format/availability-runs.ts';
import { formatCopies } from '../../../../ui/format/copies.ts';

test('neighbours that are as well to be had are one run', () => {
  expect(availabilityRuns(Uint8Array.of(0, 0, 1, 3, 2, 255, 0))).toEqual([
    { from: 0, to: 2, level: 0 },
    { from: 2, to: 3, level: 1 },
    { from: 3, to: 5, level: 2 },
    { from: 5, to: 6, level: 4 },
    { from: 6, to: 7, level: 0 },
  ]);
  expect(availabilityRuns(new Uint8Array())).toEqual([]);
});

test('copies are never rounded up: the last piece may be the one that is missing', () => {
  expect(formatCopies(0.9999)).toBe('0.99');
  expect(formatCopies(2)).toBe('2.00');
});
