import { expect, test } from '@jest/globals';
import { PartialPiece } from '../../../src/torrent/partial-piece.ts';

const BLOCK = 16384;

test('hands out each block once, the last one short', () => {
  const piece = new PartialPiece(0, new Uint8Array(2 * BLOCK + 5));
  expect([piece.takeFree(), piece.takeFree(), piece.takeFree()]).toEqual([0, 1, 2]);
  expect(piece.takeFree()).toBe(-1);
  expect(piece.open).toBe(false);
  expect(piece.blockLength(2)).toBe(5);
});

test('hands out again what nobody is asked for any more', () => {
  const piece = new PartialPiece(0, new Uint8Array(3 * BLOCK));
  for (let block = 0; block < 3; block++) piece.takeFree();
  piece.ask(1);
  piece.unask(1);
  expect(piece.open).toBe(false);
  piece.unask(1);
  expect(piece.open).toBe(true);
  expect(piece.takeFree()).toBe(1);
});

test('never hands out a block that was received', () => {
  const piece = new PartialPiece(0, new Uint8Array(2 * BLOCK));
  piece.takeFree();
  piece.receive(0);
  piece.unask(0);
  expect(piece.takeFree()).toBe(1);
  expect(piece.complete).toBe(false);
  piece.receive(1);
  piece.receive(1);
  expect(piece.complete).toBe(true);
});
