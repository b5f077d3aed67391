import { expect, test } from '@jest/globals';
import { FileLayout, type TorrentFile } from '../../../src/metainfo/file-layout.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import { Selection } from '../../../src/storage/selection.ts';
import { plainFile } from '../../support/plain-file.ts';

const pad = (length: number, offset: number): TorrentFile => ({
  ...plainFile(['.pad', `${length}`], length, offset),
  kind: 'pad',
});

function select(
  files: TorrentFile[],
  unwanted: number[],
  version: TorrentVersion = 'v1',
): Selection {
  const layout = new FileLayout(files);
  const pieceCount = Math.ceil(layout.size / 10);
  const pieces = new Pieces({ version, pieceLength: 10, pieceCount }, layout);
  return new Selection(layout, pieces, unwanted);
}

/** Pieces of 10 bytes:  aaaaaaaaaa aabbbccccc cccccccccc ccccccdddd */
const files = ['a', 'b', 'c', 'd'].map((name, at) =>
  plainFile([name], [12, 3, 21, 4][at]!, [0, 12, 15, 36][at]!),
);

function pieces({ pieces }: Selection): number[] {
  return [...Array(pieces.length).keys()].filter((piece) => pieces.has(piece));
}

test.each<[string, number[], number[], number]>([
  ['nothing', [], [0, 1, 2, 3], 40],
  ['the first file', [0], [1, 2, 3], 28],
  ['a file within one piece', [1], [0, 1, 2, 3], 37],
  ['the largest file', [2], [0, 1, 3], 19],
  ['the last file', [3], [0, 1, 2, 3], 36],
  ['all but the first', [1, 2, 3], [0, 1], 12],
  ['all but the one within a piece', [0, 2, 3], [1], 3],
  ['all but the last', [0, 1, 2], [3], 4],
  ['everything', [0, 1, 2, 3], [], 0],
])('leaves out %s', (_, unwanted, wantedPieces, size) => {
  const selection = select(files, unwanted);
  expect(pieces(selection)).toEqual(wantedPieces);
  expect(selection).toMatchObject({ size, unwanted, fileCount: 4 - unwanted.length });
  const bytes = wantedPieces.reduce((sum, piece) => sum + selection.bytes(piece), 0);
  expect(bytes).toBe(size);
});

test('a piece counts for what it has of files that are wanted', () => {
  const selection = select(files, [0]);
  expect([0, 1, 2, 3].map((piece) => selection.bytes(piece))).toEqual([0, 8, 10, 10]);
});

test('pad files are no content, nor can they be left out', () => {
  const padded = [plainFile(['a'], 5, 0), pad(15, 5), plainFile(['b'], 10, 20)];
  const all = select(padded, [1]);
  expect(all).toMatchObject({ size: 15, fileCount: 2, unwanted: [], all: true });
  expect(pieces(all)).toEqual([0, 1, 2]);
  expect([0, 1, 2].map((piece) => all.bytes(piece))).toEqual([5, 0, 10]);
  expect(pieces(select(padded, [0]))).toEqual([2]);
  expect(pieces(select(padded, [0], 'v2'))).toEqual([2]);
});

test('empty files count, and bring no pieces', () => {
  const empty = [plainFile(['a'], 10, 0), plainFile(['b'], 0, 10)];
  expect(select(empty, [0])).toMatchObject({ size: 0, fileCount: 1 });
  expect(pieces(select(empty, [0]))).toEqual([]);
});

test('what is no file cannot be left out', () => {
  expect(select(files, [4, 99]).unwanted).toEqual([]);
});

/** "+" high, "-" low, "x" not wanted. */
function ranked(picture: string): Selection {
  const at = (mark: string) =>
    [...picture].flatMap((each, index) => (each === mark ? [index] : []));
  return select(files, [])
    .with(at('x'), 'skip')
    .with(at('-'), 'low')
    .with(at('+'), 'high');
}

test.each([
  ['....', 'normal normal normal normal'],
  ['+...', 'high high normal normal'],
  ['-...', 'low normal normal normal'],
  ['-+-.', 'low high low normal'],
  ['-x-.', 'low low low normal'],
  ['x--+', 'low low low high'],
])('a piece is wanted as much as the most wanted of its files: %s', (picture, ranks) => {
  const selection = ranked(picture);
  expect([0, 1, 2, 3].map((piece) => selection.rank(piece)).join(' ')).toBe(ranks);
});

test('a file is of one priority, the last it was given', () => {
  const selection = ranked('+-x.').with([0, 2, 3, 99], 'low').with([1], 'normal');
  expect([0, 1, 2, 3].map((file) => selection.priority(file))).toEqual([
    'low',
    'normal',
    'low',
    'low',
  ]);
  expect(selection).toMatchObject({ unwanted: [], ranks: { high: [], low: [0, 2, 3] } });
});
