import { expect, test } from '@jest/globals';
import { IGNORED } from '../../../src/api/ignored.ts';
import { isIgnored } from '../../../src/create/ignored.ts';

test.each([
  ['a.tmp', '*.tmp', true],
  ['a.TMP', '*.tmp', true],
  ['a.tmp.bin', '*.tmp', false],
  ['tmp', '*.tmp', false],
  ['~a', '~*', true],
  ['a~', '~*', false],
  ['anything', '*', true],
  ['', '*', true],
  ['abc', 'a*c', true],
  ['ac', 'a*c', true],
  ['a', 'a*a', false],
  ['aXbYc', 'a*b*c', true],
  ['aXcYb', 'a*b*c', false],
  ['a.b', 'a?b', false],
  ['a+b', 'a+b', true],
  ['aab', 'a+b', false],
])('"%s" by "%s": %s', (name, pattern, expected) => {
  expect(isIgnored(name, [pattern])).toBe(expected);
});

test.each([
  ['.DS_Store', true],
  ['._film.mkv', true],
  ['Thumbs.db', true],
  ['thumbs.db', true],
  ['desktop.ini', true],
  ['.hidden', false],
  ['Thumbs.db.bak', false],
])('of what systems leave behind, "%s": %s', (name, expected) => {
  expect(isIgnored(name, IGNORED)).toBe(expected);
});

test('no pattern takes long', () => {
  expect(isIgnored('a'.repeat(250), [`${'a*'.repeat(120)}b`])).toBe(false);
});
