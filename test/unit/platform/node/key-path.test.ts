import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyToPath, pathToKey } from '../../../../background/platform/node/key-path.ts';

test('a plain key is a plain name', () => {
  expect(keyToPath('resume-0a1b_2')).toEqual(['resume-0a1b_2=']);
});

test('what a file system might mix up or refuse is written as hex digits', () => {
  expect(keyToPath('../A')).toEqual(['%002e%002e%002f%0041=']);
});

test('a long key becomes folders of names that are short enough', () => {
  const path = keyToPath('a'.repeat(450));
  expect(path).toEqual([
    `${'a'.repeat(200)}+`,
    `${'a'.repeat(200)}+`,
    `${'a'.repeat(50)}=`,
  ]);
});

test('every key comes back, whatever it holds', () => {
  const key = fc.string({ unit: 'binary', maxLength: 600 });
  fc.assert(fc.property(key, (text) => pathToKey(keyToPath(text)) === text));
});

test('names are safe, short, and differ where keys do', () => {
  const key = fc.string({ unit: 'binary', maxLength: 600 });
  fc.assert(
    fc.property(key, key, (one, other) => {
      const path = keyToPath(one);
      expect(path.every((name) => /^[a-z0-9_%-]{0,200}[+=]$/.test(name))).toBe(true);
      expect(path.join('/') === keyToPath(other).join('/')).toBe(one === other);
    }),
  );
});
