import { expect, test } from '@jest/globals';
import {
  decodeTable,
  encodeEntry,
  encodeTable,
  entryOffset,
  type Place,
  tableLength,
} from '../../../src/storage/part-table.ts';

const LENGTHS = [5, 6, 7];
const HEAD = tableLength(3);
const PLACES: (Place | undefined)[] = [
  { offset: HEAD, filled: true },
  undefined,
  { offset: 2 ** 40 + 3, filled: false },
];
const SIZE = 2 ** 40 + 10;

test('comes back as it went', () => {
  expect(decodeTable(encodeTable(PLACES), LENGTHS, SIZE)).toEqual(PLACES);
});

test('is laid out as docs/storage.md says', () => {
  expect(Buffer.from(encodeTable(PLACES)).toString('hex')).toBe(
    `${Buffer.from('RILLPART').toString('hex')}0000000100000003` +
      '8000000000000028' +
      '0000000000000000' +
      '0000010000000003',
  );
});

test('an entry can be written alone', () => {
  const bytes = encodeTable(PLACES);
  bytes.set(encodeEntry({ offset: SIZE - 7, filled: true }), entryOffset(2));
  expect(decodeTable(bytes, LENGTHS, SIZE)?.[2]).toEqual({
    offset: SIZE - 7,
    filled: true,
  });
});

test('what lies past the end of the file, or in the table, is not there', () => {
  expect(decodeTable(encodeTable(PLACES), LENGTHS, HEAD + 5)).toEqual([
    PLACES[0],
    undefined,
    undefined,
  ]);
  expect(decodeTable(encodeTable(PLACES), LENGTHS, HEAD + 4)?.[0]).toBeUndefined();
  const inTable = encodeTable([{ offset: 8, filled: true }]);
  expect(decodeTable(inTable, [5], 100)).toEqual([undefined]);
});

test.each<[string, Uint8Array]>([
  ['empty', new Uint8Array()],
  ['cut short', encodeTable(PLACES).slice(0, -1)],
  ['all zeros', new Uint8Array(HEAD)],
  ['of another torrent', encodeTable([])],
  ['of a later version', encodeTable(PLACES).fill(2, 11, 12)],
])('a file that is %s is no part file', (_, bytes) => {
  expect(decodeTable(bytes, LENGTHS, SIZE)).toBeUndefined();
});
