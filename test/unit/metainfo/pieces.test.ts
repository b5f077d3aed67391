import { expect, test } from '@jest/globals';
import { FileLayout, type TorrentFile } from '../../../src/metainfo/file-layout.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import { plainFile } from '../../support/plain-file.ts';

/** Pieces of 10 bytes: 25 bytes of "a", 5 of padding, 7 of "b". */
function pieces(version: TorrentVersion): Pieces {
  const pad: TorrentFile = { ...plainFile(['.pad', '5'], 5, 25), kind: 'pad' };
  const files = [plainFile(['a'], 25, 0), pad, plainFile(['b'], 7, 30)];
  return new Pieces({ version, pieceLength: 10, pieceCount: 4 }, new FileLayout(files));
}

const each = (of: (piece: number) => number) => [0, 1, 2, 3].map(of);

test('covers pad files, and ends with the stream', () => {
  const all = pieces('hybrid');
  expect(each((piece) => all.offset(piece))).toEqual([0, 10, 20, 30]);
  expect(each((piece) => all.span(piece))).toEqual([10, 10, 10, 7]);
});

test('from BEP 52 on a piece ends with its file', () => {
  const all = pieces('v2');
  expect(each((piece) => all.size(piece))).toEqual([10, 10, 5, 7]);
  expect(each((piece) => all.file(piece))).toEqual([0, 0, 0, 2]);
});

test('before, padding is data like any other', () => {
  const all = pieces('v1');
  expect(each((piece) => all.size(piece))).toEqual([10, 10, 10, 7]);
});
