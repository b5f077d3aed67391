import { expect, test } from '@jest/globals';
import { pieceBuckets } from '../../../../ui/format/piece-buckets.ts';

/** Of pieces as 0 and 1. */
function counts(pieces: string): Uint32Array {
  let had = 0;
  return Uint32Array.from([0, ...[...pieces].map((piece) => (had += Number(piece)))]);
}

test('neighbours that are as full as each other are one run; empty ones are none', () => {
  expect(pieceBuckets(counts('1101'), 10)).toEqual([
    { from: 0, to: 2, share: 1 },
    { from: 3, to: 4, share: 1 },
  ]);
});

test('of more pieces than buckets, each bucket says how full it is', () => {
  expect(pieceBuckets(counts('11110000' + '10000000' + '00000000'), 3)).toEqual([
    { from: 0, to: 1, share: 0.5 },
    { from: 1, to: 2, share: 0.125 },
  ]);
});

test('one piece among thousands is still to be seen', () => {
  expect(pieceBuckets(counts(`1${'0'.repeat(9999)}`), 10)).toEqual([
    { from: 0, to: 1, share: 0.125 },
  ]);
});

test('of no pieces there is nothing', () => {
  expect(pieceBuckets(counts(''), 10)).toEqual([]);
});
