import { beforeEach, expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { PiecePicker, RANK } from '../../../src/picker/piece-picker.ts';
import { BufferPool } from '../../../src/storage/buffer-pool.ts';
import { BegunPieces } from '../../../src/torrent/begun-pieces.ts';
import type { RemotePeer } from '../../../src/torrent/remote-peer.ts';

const BLOCK = 16384;

let begun: BegunPieces;
let picker: PiecePicker;

/** Pieces of two blocks, memory for four; in order, to be told apart. */
beforeEach(() => {
  picker = new PiecePicker({
    pieceCount: 6,
    wanted: () => true,
    rank: () => RANK.normal,
    random: () => 0,
  });
  picker.sequential = true;
  const pool = new BufferPool(8 * BLOCK, (length) => new Uint8Array(length));
  begun = new BegunPieces(
    { pieceSize: () => 2 * BLOCK, peers: () => [], failed: () => {} },
    picker,
    pool,
  );
});

/** "x.x" has pieces 0 and 2. */
function peer(picture: string, changes: Partial<RemotePeer> = {}): RemotePeer {
  const has = new Bitfield(picture.length);
  for (const [piece, mark] of [...picture].entries()) has.set(piece, mark === 'x');
  const peer = { has, lastPiece: -2, choking: false, snubbed: false };
  const sets = { allowedFast: new Set<number>(), suggested: new Set<number>() };
  return { ...peer, ...sets, bringsWholePieces: false, ...changes } as RemotePeer;
}

/** The pieces of the next blocks that are asked of the peer. */
function ask(peer: RemotePeer, blocks: number): number[] {
  const pieces: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const partial = begun.next(peer);
    if (!partial) break;
    partial.takeFree();
    begun.update(partial);
    pieces.push(partial.index);
  }
  return pieces;
}

test('slow peers share a piece block by block', () => {
  expect(ask(peer('xxxxxx'), 1)).toEqual([0]);
  expect(ask(peer('xxxxxx'), 3)).toEqual([0, 1, 1]);
});

test('a piece of a fast peer is left to it, until there is no other', () => {
  const fast = peer('xxxxxx', { bringsWholePieces: true });
  expect(ask(fast, 1)).toEqual([0]);
  expect(ask(peer('xxxxxx'), 2)).toEqual([1, 1]);
  expect(ask(peer('x.....'), 2)).toEqual([0]);
  expect(ask(fast, 2)).toEqual([2, 2]);
});

test('a piece with a deadline is first, begun or not, the most urgent before all', () => {
  const one = peer('xxxxxx');
  expect(ask(one, 1)).toEqual([0]);
  begun.deadlines.set(4, 2000);
  begun.deadlines.set(3, 1000);
  expect(ask(one, 3)).toEqual([3, 3, 4]);
  expect(ask(peer('xxxxx.'), 2)).toEqual([4, 0]);
});

test('one that chokes us is asked for what it allows only', () => {
  const choking = peer('xxxx..', { choking: true, allowedFast: new Set([2, 5]) });
  begun.deadlines.set(1, 1000);
  expect(ask(peer('xxxxxx'), 1)).toEqual([1]);
  expect(ask(choking, 5)).toEqual([2, 2]);
});

test('what a peer suggests is begun first', () => {
  expect(ask(peer('xxxxxx', { suggested: new Set([5]) }), 3)).toEqual([5, 5, 0]);
});

test('a piece that is rarer begins before one that was begun goes on', () => {
  picker.sequential = false;
  const others = peer('xxxxx.');
  for (let count = 0; count < 2; count++) picker.count(others.has, 1);
  const [one] = ask(peer('xxxx..'), 1);
  // Of a seed the piece that nobody else has, and then what was begun.
  expect(ask(peer('xxxxxx'), 3)).toEqual([5, 5, one]);
});

test('what is as rare waits until what was begun is done', () => {
  picker.sequential = false;
  picker.count(peer('xxxxxx').has, 1);
  const [one] = ask(peer('xxxxxx'), 1);
  expect(ask(peer('xxxxxx'), 1)).toEqual([one]);
});

test('in order, or until the first pieces are there, what was begun goes on first', () => {
  for (const mode of [{ sequential: true }, { sequential: false, randomFirst: true }]) {
    Object.assign(picker, mode);
    picker.count(peer('xxxxx.').has, 1);
    const [one] = ask(peer('xxxx..'), 1);
    expect(ask(peer('xxxxxx'), 1)).toEqual([one]);
  }
});
