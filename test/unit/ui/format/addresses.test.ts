import { expect, test } from '@jest/globals';
import {
  addressesProblem,
  readAddresses,
  readTiers,
  showTiers,
} from '../../../../ui/format/addresses.ts';

test.each([
  ['', []],
  [' \n\n', []],
  ['a', [['a']]],
  ['a\nb', [['a', 'b']]],
  ['a\n\nb', [['a'], ['b']]],
  ['\n a \r\n\t\r\n\r\nb\rc\n\n', [['a'], ['b', 'c']]],
])('reads the tiers of %j', (typed, tiers) => {
  expect(readTiers(typed)).toEqual(tiers);
});

test('shows tiers so that they are read back as they were', () => {
  const tiers = [['a', 'b'], ['c'], ['d']];
  expect(readTiers(showTiers(tiers))).toEqual(tiers);
});

test('reads addresses, whatever lies between them', () => {
  expect(readAddresses('a\n\n b \r\nc')).toEqual(['a', 'b', 'c']);
});

test('knows what a command can hold', () => {
  expect(addressesProblem(Array(500).fill('a'))).toBeUndefined();
  expect(addressesProblem(Array(501).fill('a'))).toBe('too-many');
  expect(addressesProblem(['a'.repeat(2048)])).toBeUndefined();
  expect(addressesProblem(['a'.repeat(2049)])).toBe('too-long');
});
