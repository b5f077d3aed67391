import { expect, test } from '@jest/globals';
import { PartialPiece } from '../../../src/torrent/partial-piece.ts';
import type { RemotePeer } from '../../../src/torrent/remote-peer.ts';

const BLOCK = 16384;
/** Told apart, and nothing else. */
const alice = { name: 'alice' } as RemotePeer;
const bob = { name: 'bob' } as RemotePeer;

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
  piece.receive(0, alice);
  piece.unask(0);
  expect(piece.takeFree()).toBe(1);
  expect(piece.complete).toBe(false);
  piece.receive(1, alice);
  piece.receive(1, alice);
  expect(piece.complete).toBe(true);
});

test('knows who sent each block, and hands out again only those that were wrong', () => {
  const piece = new PartialPiece(0, new Uint8Array(4 * BLOCK));
  for (let block = 0; block < 4; block++) piece.takeFree();
  for (const [block, sender] of [alice, bob, alice, bob].entries()) {
    piece.receive(block, sender);
  }
  expect([...piece.senders()]).toEqual([alice, bob]);
  expect([...piece.senders([1, 3])]).toEqual([bob]);
  piece.reopen([1, 3]);
  expect([piece.complete, piece.open, piece.idle]).toEqual([false, true, true]);
  expect([piece.takeFree(), piece.takeFree(), piece.takeFree()]).toEqual([1, 3, -1]);
  piece.receive(3, alice);
  piece.receive(1, alice);
  expect(piece.complete).toBe(true);
  expect([...piece.senders([0, 1, 2, 3])]).toEqual([alice]);
});
