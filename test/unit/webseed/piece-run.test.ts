import { expect, test } from '@jest/globals';
import { FileLayout, type TorrentFile } from '../../../src/metainfo/file-layout.ts';
import { fileParts } from '../../../src/webseed/file-parts.ts';
import { PieceRun } from '../../../src/webseed/piece-run.ts';

/** Pieces of four bytes, of these lengths, from number `first` on; left over: nines. */
function begin(first: number, ...lengths: number[]) {
  const pieces = lengths.map((length, at) => ({
    index: first + at,
    buffer: new Uint8Array(length).fill(9),
  }));
  const whole: number[] = [];
  const run = new PieceRun(pieces, 4, ({ index }) => whole.push(index));
  return { run, whole, bytes: () => pieces.map(({ buffer }) => [...buffer]) };
}

test('bytes fall into their pieces, however they are cut', () => {
  const { run, whole, bytes } = begin(2, 4, 4, 2);
  run.write(8, Uint8Array.of(1));
  run.write(9, Uint8Array.of(2, 3, 4, 5, 6));
  expect(whole).toEqual([2]);
  expect(run.rest.map(({ index }) => index)).toEqual([3, 4]);
  run.write(14, Uint8Array.of(7, 8, 1, 2));
  expect(whole).toEqual([2, 3, 4]);
  expect(bytes()).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [1, 2],
  ]);
});

test('what nobody sends is zeros', () => {
  const { run, whole, bytes } = begin(0, 4, 4, 4);
  run.write(0, Uint8Array.of(1));
  run.write(5, Uint8Array.of(2));
  run.padTo(12);
  expect(whole).toEqual([0, 1, 2]);
  expect(bytes()).toEqual([
    [1, 0, 0, 0],
    [0, 2, 0, 0],
    [0, 0, 0, 0],
  ]);
});

test('the pad behind a piece of BEP 52 is not kept', () => {
  const { run, whole, bytes } = begin(0, 2, 4);
  run.write(0, Uint8Array.of(1, 2));
  expect(whole).toEqual([0]);
  run.write(4, Uint8Array.of(3, 4, 5, 6));
  expect(whole).toEqual([0, 1]);
  expect(bytes()).toEqual([
    [1, 2],
    [3, 4, 5, 6],
  ]);
});

test('asks for the files of a range, no pad among them, and in bounded parts', () => {
  let offset = 0;
  const file = (length: number, kind: TorrentFile['kind'] = 'file'): TorrentFile => {
    const placed = { path: ['f'], length, offset, kind };
    offset += length;
    return { ...placed, executable: false, hidden: false, piecesRoot: undefined };
  };
  const layout = new FileLayout([file(10), file(6, 'pad'), file(0), file(25)]);
  expect(fileParts(layout, 8, 30, 10)).toEqual([
    { file: 0, offset: 8, length: 2, at: 8 },
    { file: 3, offset: 0, length: 10, at: 16 },
    { file: 3, offset: 10, length: 10, at: 26 },
    { file: 3, offset: 20, length: 2, at: 36 },
  ]);
});
