import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bytesHad, countPieces } from '../../../../ui/format/file-progress.ts';

const LENGTH = 10;

/** Bytes of the range that lie in pieces that are had, one by one. */
function counted(have: readonly boolean[], offset: number, size: number): number {
  let bytes = 0;
  for (let at = offset; at < offset + size; at++) {
    if (have[Math.floor(at / LENGTH)]) bytes++;
  }
  return bytes;
}

function bitsOf(have: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(have.length / 8));
  for (const [piece, has] of have.entries()) {
    if (has) bytes[piece >> 3]! |= 0x80 >> (piece & 7);
  }
  return bytes;
}

test('counts of a file what lies in pieces that are had, wherever it begins and ends', () => {
  const have = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(have, fc.nat(200), fc.nat(200), (pieces, from, length) => {
      const all = pieces.length * LENGTH;
      const offset = Math.min(from, all);
      const size = Math.min(length, all - offset);
      const counts = countPieces(bitsOf(pieces), pieces.length);
      expect(bytesHad({ offset, size }, counts, LENGTH)).toBe(
        counted(pieces, offset, size),
      );
    }),
  );
});

test('an empty file behind the last piece has nothing', () => {
  expect(
    bytesHad({ offset: 20, size: 0 }, countPieces(bitsOf([true, true]), 2), 10),
  ).toBe(0);
});
