import { expect, test } from '@jest/globals';
import { AnnounceTurns } from '../../../src/lsd/announce-turns.ts';

const MINUTE = 60_000;

test('announces each every five minutes', () => {
  const turns = new AnnounceTurns();
  turns.add('a', 500);
  expect(turns.next).toBe(500);
  expect(turns.take(499, 20)).toEqual([]);
  expect(turns.take(500, 20)).toEqual(['a']);
  expect(turns.next).toBe(500 + 5 * MINUTE);
});

test('lets those that are due soon go along', () => {
  const turns = new AnnounceTurns();
  turns.add('late', 30_001);
  turns.add('soon', 30_000);
  turns.add('now', 0);
  expect(turns.take(0, 20)).toEqual(['now', 'soon']);
  expect(turns.next).toBe(30_001);
});

test('puts as many together as fit, and a second between', () => {
  const turns = new AnnounceTurns();
  for (const key of 'abcde') turns.add(key, 0);
  expect(turns.take(0, 2)).toEqual(['a', 'b']);
  expect(turns.next).toBe(1000);
  expect(turns.take(999, 2)).toEqual([]);
  expect(turns.take(1000, 2)).toEqual(['c', 'd']);
  expect(turns.take(2000, 2)).toEqual(['e']);
});

test('has nothing to do without any', () => {
  const turns = new AnnounceTurns();
  turns.add('a', 0);
  turns.delete('a');
  expect(turns.next).toBeUndefined();
  expect(turns.take(0, 20)).toEqual([]);
});

test('announces all at once when told to hurry', () => {
  const turns = new AnnounceTurns();
  turns.add('a', 0);
  turns.take(0, 20);
  turns.hurry(MINUTE);
  expect(turns.take(MINUTE, 20)).toEqual(['a']);
});
