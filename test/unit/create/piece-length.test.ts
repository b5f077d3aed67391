import { expect, test } from '@jest/globals';
import {
  checkPieceLength,
  choosePieceLength,
  countPieces,
} from '../../../src/create/piece-length.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

test.each([
  [1, 16 * KIB],
  [32 * MIB, 16 * KIB],
  [32 * MIB + 1, 32 * KIB],
  [700 * MIB, 512 * KIB],
  [4 * GIB, 2 * MIB],
  [32 * GIB, 16 * MIB],
  [1024 * GIB, 16 * MIB],
])('a file of %d bytes gets pieces of %d', (size, expected) => {
  for (const version of ['v1', 'v2', 'hybrid'] as const) {
    expect(choosePieceLength([size], version)).toBe(expected);
  }
});

test.each<[TorrentVersion, number]>([
  ['v1', 512 * KIB],
  ['v2', 256 * KIB],
  ['hybrid', 256 * KIB],
])('of 5,000 files of 200 KB %s gets pieces of %d', (version, expected) => {
  const sizes = Array.from({ length: 5000 }, () => 200_000);
  expect(choosePieceLength(sizes, version)).toBe(expected);
});

test('empty files make no pieces shorter', () => {
  const sizes = [100 * MIB, ...Array.from({ length: 5000 }, () => 0)];
  expect(choosePieceLength(sizes, 'hybrid')).toBe(choosePieceLength([100 * MIB], 'v1'));
});

test('from BEP 52 on each file begins with a piece', () => {
  const sizes = [10, 16 * KIB, 16 * KIB + 1, 0];
  expect(countPieces(16 * KIB, sizes, 'v1')).toBe(3);
  expect(countPieces(16 * KIB, sizes, 'v2')).toBe(4);
  expect(countPieces(16 * KIB, sizes, 'hybrid')).toBe(4);
});

test('a length that makes more than a million pieces is refused', () => {
  const most = [16 * GIB];
  expect(() => checkPieceLength(16 * KIB, most, 'v1')).not.toThrow();
  expect(() => checkPieceLength(16 * KIB, [16 * GIB + 1], 'v1')).toThrow(
    expect.objectContaining({ code: 'too-many-pieces' }),
  );
});
