import { expect, test } from '@jest/globals';
import { FileLayout, type TorrentFile } from '../../../src/metainfo/file-layout.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import { borderSlices } from '../../../src/storage/border-slices.ts';
import { plainFile } from '../../support/plain-file.ts';

/** "FILE OFFSET+LENGTH of PIECE", for files of these lengths and pieces of 10 bytes. */
function borders(...lengths: (number | { pad: number })[]): string[] {
  let offset = 0;
  const files = lengths.map((entry, at): TorrentFile => {
    const length = typeof entry === 'number' ? entry : entry.pad;
    const file = plainFile([`${at}`], length, offset);
    offset += length;
    return typeof entry === 'number' ? file : { ...file, kind: 'pad' };
  });
  const layout = new FileLayout(files);
  const pieceCount = Math.ceil(layout.size / 10);
  const pieces = new Pieces({ version: 'v1', pieceLength: 10, pieceCount }, layout);
  return borderSlices(layout, pieces).map(
    ({ file, offset, length, piece }) => `${file} ${offset}+${length} of ${piece}`,
  );
}

test('a file alone shares nothing', () => {
  expect(borders(25)).toEqual([]);
});

test('files that begin with a piece share nothing', () => {
  expect(borders(20, 30, 5)).toEqual([]);
  expect(borders(5, { pad: 5 }, 12, { pad: 8 }, 3)).toEqual([]);
});

test('the end of one and the beginning of the next meet in a piece', () => {
  expect(borders(25, 25)).toEqual(['0 20+5 of 2', '1 0+5 of 2']);
});

test('a file in the middle has two', () => {
  expect(borders(5, 20, 5)).toEqual([
    '0 0+5 of 0',
    '1 0+5 of 0',
    '1 15+5 of 2',
    '2 0+5 of 2',
  ]);
});

test('many may meet in one piece; empty files do not', () => {
  expect(borders(2, 0, 3, 1, 10)).toEqual([
    '0 0+2 of 0',
    '2 0+3 of 0',
    '3 0+1 of 0',
    '4 0+4 of 0',
  ]);
});
