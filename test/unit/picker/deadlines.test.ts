import { expect, test } from '@jest/globals';
import { Deadlines } from '../../../src/picker/deadlines.ts';

test('the most urgent piece is first, by its last word', () => {
  const deadlines = new Deadlines();
  deadlines.set(5, 3000);
  deadlines.set(6, 1000);
  deadlines.set(7, 2000);
  expect(deadlines.pieces).toEqual([6, 7, 5]);
  deadlines.set(5, 500);
  deadlines.clear(7);
  deadlines.clear(8);
  expect(deadlines.pieces).toEqual([5, 6]);
});
