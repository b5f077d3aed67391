import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { FileLayout } from '../../../src/metainfo/file-layout.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import { Selection } from '../../../src/storage/selection.ts';
import { Progress } from '../../../src/torrent/progress.ts';
import { plainFile } from '../../support/plain-file.ts';

/** Pieces of 10 bytes:  aaaaaaaaaa aa....bbbb bbbbb ; in the middle of it 4 bytes of padding. */
const layout = new FileLayout([
  plainFile(['a'], 12, 0),
  { ...plainFile(['.pad', '4'], 4, 12), kind: 'pad' },
  plainFile(['b'], 9, 16),
]);
const PIECES = { version: 'v1', pieceLength: 10, pieceCount: 3 } as const;
const pieces = new Pieces(PIECES, layout);

function begin(unwanted: number[], ...had: number[]): Progress {
  const have = new Bitfield(3);
  for (const piece of had) have.set(piece, true);
  return new Progress(new Selection(layout, pieces, unwanted), have);
}

test('padding is no progress, and the end is exact', () => {
  const progress = begin([]);
  const steps = [2, 1, 0].map((piece) => {
    progress.add(piece);
    return [progress.bytes, progress.complete];
  });
  expect(steps).toEqual([
    [5, false],
    [11, false],
    [21, true],
  ]);
});

test('counts from what was had before', () => {
  expect(begin([], 1, 2)).toMatchObject({ bytes: 11, complete: false });
  expect(begin([], 0, 1, 2)).toMatchObject({ bytes: 21, complete: true });
});

test('a piece counts once', () => {
  const progress = begin([], 0);
  progress.add(0);
  expect(progress.bytes).toBe(10);
});

test('lacks, and counts, only what is wanted', () => {
  const progress = begin([2], 2);
  expect([0, 1, 2].map((piece) => progress.lacks(piece))).toEqual([true, true, false]);
  expect(progress).toMatchObject({ bytes: 0, complete: false });
  progress.add(0);
  progress.add(1);
  expect(progress).toMatchObject({ bytes: 12, complete: true });
});
