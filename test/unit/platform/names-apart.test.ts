import { expect, test } from '@jest/globals';
import { namesApart } from '../../../background/platform/chrome-app/names-apart.ts';

test('names that are not alike stay as they are', () => {
  expect(namesApart(['a.txt', 'A.txt', 'a'])).toEqual(['a.txt', 'A.txt', 'a']);
});

test('of those alike all but the first get a number before their ending', () => {
  const names = ['a.b.txt', 'a.b.txt', 'a.b.txt', '.hidden', '.hidden', 'none', 'none'];
  expect(namesApart(names)).toEqual([
    'a.b.txt',
    'a.b (1).txt',
    'a.b (2).txt',
    '.hidden',
    '.hidden (1)',
    'none',
    'none (1)',
  ]);
});

test('a number that is there already is not given again', () => {
  expect(namesApart(['a (1)', 'a', 'a'])).toEqual(['a (1)', 'a', 'a (2)']);
});
