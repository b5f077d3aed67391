import { beforeEach, expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { decodeDontHave } from '../../../src/protocol/extension/lt-donthave.ts';
import { BLOCK_LENGTH } from '../../../src/protocol/peer-wire/message.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryHashTree } from '../../support/sim/memory-hash-tree.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peersOf } from '../../support/sim/peers-of.ts';
import { peerIdOf, ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const PIECE = 64 * KIB;
/** Pieces 0 and 1 are a's, 2 to 4 b's, 5 is c's. */
const torrent = memoryTorrent({ sizes: { a: 2 * PIECE, b: 3 * PIECE, c: PIECE } });
const { id } = torrent;
/** The extended messages and the fast extension (BEP 10, 6). */
const RESERVED = Uint8Array.from([0, 0, 0, 0, 0, 0x10, 0, 4]);
/** Under which the scripted peer wants to be told (BEP 54). */
const DONT_HAVE = 9;

let world: World;
let seed: Machine;

beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
});

interface Listener {
  readonly peer: ScriptedPeer;
  /** Pieces that it was told are no more. */
  readonly lost: number[];
}

/** Somebody who wants all of it, and is served. */
async function taker(tells = true): Promise<Listener> {
  const peer = await ScriptedPeer.dial(world, '10.0.0.5', seed, torrent);
  const lost: number[] = [];
  peer.onExtended = (message, payload) => {
    if (message === DONT_HAVE) lost.push(decodeDontHave(payload));
  };
  peer.shakeHands({ peerId: peerIdOf('taker'), reserved: RESERVED });
  const m = tells ? { lt_donthave: DONT_HAVE } : {};
  peer.send({ kind: 'extended', id: 0, payload: encode({ m }) });
  peer.send({ kind: 'have-none' });
  peer.send({ kind: 'interested' });
  await world.until('unchoked', () => peer.heard('unchoke'));
  return { peer, lost };
}

async function anotherSeed(): Promise<Machine> {
  const other = await world.start('10.0.0.3');
  await other.put(torrent);
  await other.add(torrent);
  await world.complete(id, other);
  return other;
}

const request = (piece: number) =>
  ({ kind: 'request', piece, begin: 0, length: BLOCK_LENGTH }) as const;

async function removeFile(name: string): Promise<void> {
  const folder = await seed.folders.open(seed.folders.embedded);
  await folder.remove(['thing', name]);
}

test('a file that is gone is told to peers, who stay; the rest goes on', async () => {
  const { peer, lost } = await taker();
  await removeFile('b');
  peer.send(request(3));
  await world.until('refused', () => peer.heard('reject'));
  expect(lost).toEqual([2, 3, 4]);
  expect(seed.row(id)).toMatchObject({ status: 'downloading', done: 3 * PIECE });
  peer.send(request(2));
  peer.send(request(5));
  await world.until('served', () => peer.blocks.length === 1);
  expect(peer.blocks[0]).toMatchObject({ piece: 5 });
  expect(peer.messages.filter(({ kind }) => kind === 'reject')).toHaveLength(2);
  expect(peer.closed).toBe(false);
  // It wants something again, and says so.
  peer.send({ kind: 'have', piece: 3 });
  await world.until('interested', () => peer.heard('interested'));
});

test('what is gone is fetched again from those who are there', async () => {
  const other = await anotherSeed();
  const { peer } = await taker();
  await removeFile('b');
  peer.send(request(3));
  await world.until('refused', () => peer.heard('reject'));
  await seed.meet(id, other);
  await world.complete(id, seed);
  expect(await seed.differences(torrent)).toEqual([]);
  expect(seed.row(id).downloaded).toBe(3 * PIECE);
  peer.send(request(3));
  await world.until('served', () => peer.blocks.length === 1);
  expect(peer.blocks[0]!.bytes).toEqual(
    torrent.content.slice(3 * PIECE, 3 * PIECE + BLOCK_LENGTH),
  );
});

test('who does not understand it is told nothing, and stays', async () => {
  const { peer, lost } = await taker(false);
  await removeFile('b');
  peer.send(request(3));
  await world.until('refused', () => peer.heard('reject'));
  expect(lost).toEqual([]);
  expect(peer.closed).toBe(false);
});

test('where nothing is left the torrent stops, and says why', async () => {
  const { peer, lost } = await taker();
  for (const name of ['a', 'b', 'c']) await removeFile(name);
  peer.send(request(3));
  await world.until('failed', () => seed.row(id).status === 'error');
  expect(seed.row(id).error?.code).toBe('file-gone');
  expect(lost).toEqual([]);
});

test('a check of all bytes finds what was changed, tells peers, and fetches it again', async () => {
  const other = await anotherSeed();
  const { peer, lost } = await taker();
  const folder = await seed.folders.open(seed.folders.embedded);
  await folder.write(['thing', 'a'], PIECE + 7, [Uint8Array.from([1, 2, 3])]);
  const before = (await peersOf(seed, id)).peers.length;
  await seed.execute({ kind: 'recheck', id });
  expect(seed.row(id).status).toBe('checking');
  await world.until('checked', () => seed.row(id).status !== 'checking');
  expect(lost).toEqual([1]);
  expect(peer.closed).toBe(false);
  expect((await peersOf(seed, id)).peers.length).toBeGreaterThanOrEqual(before);
  await seed.meet(id, other);
  await world.complete(id, seed);
  expect(await seed.differences(torrent)).toEqual([]);
  expect(seed.row(id).downloaded).toBe(PIECE);
});

test('bytes that others changed are noticed where block hashes are made of them', async () => {
  const v2 = memoryTorrent({ name: 'two', sizes: 4 * PIECE, version: 'v2' });
  await seed.put(v2);
  await seed.add(v2);
  await world.complete(v2.id, seed);
  const folder = await seed.folders.open(seed.folders.embedded);
  await folder.write(['two'], PIECE + 7, [Uint8Array.from([1, 2, 3])]);
  const peer = await ScriptedPeer.dial(world, '10.0.0.5', seed, v2);
  peer.shakeHands({ peerId: peerIdOf('asker'), reserved: RESERVED });
  await world.until('greeted', () => peer.theirs !== undefined);
  const { root } = memoryHashTree(v2.content, v2.pieceLength);
  peer.send({
    kind: 'hash-request',
    root,
    baseLayer: 0,
    index: 4,
    length: 4,
    proofLayers: 0,
  });
  await world.until('answered', () => peer.heard('hash-reject'));
  expect(seed.row(v2.id)).toMatchObject({ status: 'downloading', done: 3 * PIECE });
  expect(peer.closed).toBe(false);
});

test('a check of what is right changes nothing', async () => {
  const { peer, lost } = await taker();
  await seed.execute({ kind: 'recheck', id });
  await world.until('checked', () => seed.row(id).status === 'seeding');
  expect(lost).toEqual([]);
  expect(peer.closed).toBe(false);
  expect(seed.row(id).done).toBe(torrent.content.length);
});

test('what is paused is checked when it goes on', async () => {
  await seed.execute({ kind: 'pause', id });
  const folder = await seed.folders.open(seed.folders.embedded);
  await folder.write(['thing', 'a'], 7, [Uint8Array.from([1, 2, 3])]);
  await seed.execute({ kind: 'recheck', id });
  expect(seed.row(id).status).toBe('paused');
  await seed.execute({ kind: 'resume', id });
  await world.until('checked', () => seed.row(id).status === 'downloading');
  expect(seed.row(id).done).toBe(5 * PIECE);
});

test('a pause in the middle of a check leaves nothing in use', async () => {
  await seed.execute({ kind: 'recheck', id });
  await seed.execute({ kind: 'pause', id });
  await world.pass(500);
  expect(seed.power.folders.size + seed.power.lateCalls).toBe(0);
  expect(seed.row(id)).toMatchObject({ status: 'paused', done: torrent.content.length });
});

test('a super seed that lost something tells openly what it has', async () => {
  await seed.execute({ kind: 'set-options', id, changes: { superSeeding: true } });
  const { peer, lost } = await taker();
  await removeFile('b');
  for (let piece = 0; piece < 6; piece++) peer.send(request(piece));
  await world.until('told', () => lost.length > 0);
  const haves = peer.messages.flatMap((message) =>
    message.kind === 'have' ? [message.piece] : [],
  );
  for (const piece of [0, 1, 5]) expect(haves).toContain(piece);
});
