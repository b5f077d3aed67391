import { expect, test } from '@jest/globals';
import { nextRow } from '../../../../ui/components/next-row.ts';

test.each<[string, number, number | undefined]>([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 8],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 9],
  ['x', 3, undefined],
])('%s leads from row %d of ten to %s', (key, at, to) => {
  expect(nextRow(key, at, 10, 5)).toBe(to);
});
