import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../src/api/contract.ts';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { Hasher } from '../../../src/ports/hasher.ts';
import type { HashRange } from '../../../src/protocol/peer-wire/message.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { bothWays, hashScene } from '../../support/sim/hash-scene.ts';
import { knownTrees } from '../../support/sim/known-trees.ts';
import { memoryHashTree } from '../../support/sim/memory-hash-tree.ts';
import {
  type MemoryTorrentOptions,
  memoryTorrent,
} from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const BLOCK = 16 * KIB;

const codes = (alerts: readonly Alert[]) =>
  alerts.map((alert) => ('error' in alert ? alert.error.code : alert.kind));

const SIZES: [string, MemoryTorrentOptions][] = [
  ['one byte', { sizes: 1 }],
  ['one block', { sizes: BLOCK }],
  ['a piece', { sizes: 64 * KIB }],
  ['a piece and a byte', { sizes: 64 * KIB + 1 }],
  ['pieces of one block', { sizes: 40 * BLOCK + 1, pieceLength: BLOCK }],
  ['more pieces than one message tells', { sizes: 512 * BLOCK + 5, pieceLength: BLOCK }],
  [
    'files of all sizes',
    { sizes: { a: 1, b: 0, c: 64 * KIB, d: 200_001, 'e/f': BLOCK + 1 } },
  ],
  ['files that are alike', { sizes: { a: 300_000, 'd/a': 300_000 } }],
];
const VERSIONS = ['v2', 'hybrid'] as const;

describe.each(VERSIONS)('%s', (version) => {
  test.each(SIZES)(
    '%s: arrives whole, hashes from the file or from peers',
    async (_, options) => {
      const { whole, bare } = bothWays({ ...options, version });
      const world = new World();
      const seed = await world.start('10.0.0.1');
      await seed.put(whole);
      await seed.add(whole);
      await world.complete(whole.id, seed);
      for (const [address, torrent] of [
        ['10.0.0.2', whole],
        ['10.0.0.3', bare],
      ] as const) {
        const leech = await world.start(address);
        await leech.add(torrent);
        await leech.meet(whole.id, seed);
        await world.complete(whole.id, leech);
        expect(await leech.differences(whole)).toEqual([]);
        expect(leech.alerts.map(({ kind }) => kind)).toEqual(['completed']);
      }
    },
  );
});

test('hashes from peers are kept: after a restart files are checked without peers', async () => {
  const { whole, bare } = bothWays({ sizes: { a: 300_000, b: 5, c: 100_000 } });
  const world = new World();
  const seed = await world.start('10.0.0.1');
  await seed.put(whole);
  await seed.add(whole);
  const leech = await world.start('10.0.0.2');
  await leech.add(bare);
  await world.complete(whole.id, seed);
  await leech.meet(whole.id, seed);
  await world.complete(whole.id, leech);
  await world.settle(leech.session.stop());
  const kept = await leech.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(kept!, whole.file)).toBe(0);
});

test('a file that is whole on disk proves itself: no peer has to tell its hashes', async () => {
  const { whole, bare } = bothWays({ sizes: { a: 300_000, b: 200_000 } });
  const world = new World();
  const machine = await world.start('10.0.0.1');
  await machine.put(whole);
  await machine.add(bare);
  await world.complete(whole.id, machine);
  await world.settle(machine.session.stop());
  const kept = await machine.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(kept!, whole.file)).toBe(0);
});

test('what was learned of files is kept, though the check was interrupted behind it', async () => {
  const { whole, bare } = bothWays({ sizes: 300_000 });
  let hashed = 0;
  const merkleRoot: Hasher['merkleRoot'] = (bytes, leaves) => {
    // Five pieces and what fills up their layer; then each is verified.
    if (++hashed === 9) void machine.execute({ kind: 'pause', id: whole.id });
    return nodeSha.merkleRoot(bytes, leaves);
  };
  const world = new World({
    hasher: Object.assign(Object.create(nodeSha), { merkleRoot }),
  });
  const machine = await world.start('10.0.0.1');
  await machine.put(whole);
  await machine.add(bare);
  await world.until('paused', () => machine.row(whole.id).status === 'paused');
  await world.pass(10);
  await machine.execute({ kind: 'resume', id: whole.id });
  await world.complete(whole.id, machine);
  await world.pass(10);
  const kept = await machine.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(kept!, whole.file)).toBe(0);
});

test('the end of a session waits until hashes from peers are written down', async () => {
  const { whole, bare } = bothWays({ sizes: 300_000 });
  const world = new World();
  const seed = await world.start('10.0.0.1');
  await seed.put(whole);
  await seed.add(whole);
  await world.complete(whole.id, seed);
  const leech = await world.start('10.0.0.2');
  await leech.add(bare);
  const { store } = leech;
  const set = store.set.bind(store);
  store.set = async (key, value) => {
    if (key.startsWith('torrent/')) {
      await new Promise<void>((done) => world.clock.timer(500, done));
    }
    await set(key, value);
  };
  await leech.meet(whole.id, seed);
  await world.complete(whole.id, leech);
  await world.settle(leech.session.stop());
  const kept = await leech.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(kept!, whole.file)).toBe(0);
});

test('a hybrid that came by its v1 hashes alone is shared with those who know v2 alone', async () => {
  const { whole, bare } = bothWays({
    sizes: { a: 300_000, b: 5, c: 100_000 },
    version: 'hybrid',
  });
  const world = new World();
  const first = await world.start('10.0.0.1');
  await first.add(bare);
  const seed = await ScriptedPeer.join(world, '10.0.0.5', first, whole);
  seed.serve();
  await world.complete(whole.id, first);
  expect(seed.heard('hash-request')).toBe(false);
  seed.leave();
  const second = await world.start('10.0.0.2');
  const v2 = toHex(whole.hashes.v2!);
  const id = await second.addLink(`magnet:?xt=urn:btmh:1220${v2}`);
  await second.meet(id, first);
  await world.until('its torrent', () => second.session.rows()[0]!.id === whole.id);
  await world.complete(whole.id, second);
  const knows = await first.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(knows!, whole.file)).toBe(0);
  const asks = await ScriptedPeer.join(world, '10.0.0.6', first, whole, () => false);
  const { root } = memoryHashTree(whole.files[0]!.bytes, whole.pieceLength);
  const range = { root, baseLayer: 2, index: 0, length: 8, proofLayers: 2 };
  asks.send({ kind: 'hash-request', ...range });
  await world.until('told', () => asks.heard('hashes'), 1000);
});

test('so is one that was complete before, and stops in the middle of making its hashes', async () => {
  const { whole, bare } = bothWays({ sizes: 2_000_000, version: 'hybrid' });
  const have = new Bitfield(whole.pieceCount);
  have.setAll();
  const world = new World();
  const machine = world.machine('10.0.0.1');
  await machine.put(whole);
  await machine.record(bare, { have });
  await machine.start();
  await world.settle(machine.session.stop());
  expect(machine.power).toMatchObject({
    lateCalls: 0,
    timers: new Set(),
    folders: new Set(),
  });
  await machine.start();
  await world.complete(whole.id, machine);
  await world.pass(100);
  const kept = await machine.store.get(`torrent/${whole.id}`);
  expect(Buffer.compare(kept!, whole.file)).toBe(0);
});

test('a file on disk with one wrong byte is not taken for whole', async () => {
  const { whole, bare } = bothWays({ sizes: { a: 300_000, b: 200_000 } });
  const world = new World();
  const machine = await world.start('10.0.0.1');
  await machine.put(whole, undefined, (piece) => piece !== 2);
  await machine.add(bare);
  await world.pass(5000);
  // Of b every byte is verified, of a none is: its hashes are not known.
  expect(machine.row(whole.id)).toMatchObject({ status: 'downloading', done: 200_000 });
});

/** More than one message tells the hashes of. */
const MANY = { sizes: 513 * BLOCK, pieceLength: BLOCK };
const FEW = { sizes: 20 * BLOCK, pieceLength: BLOCK };

test.each([
  ['a hash', 0],
  ['the last uncle', -1],
])('who lies about %s is banned, and another is asked', async (_, at) => {
  const { world, leech, whole, join } = await hashScene(MANY);
  const liar = await join('10.0.0.66', (hashes) => {
    const wrong = hashes.slice();
    wrong[at < 0 ? wrong.length - 1 : at]! ^= 1;
    return wrong;
  });
  await world.until('dropped', () => liar.closed);
  expect(codes(leech.alerts)).toEqual(['wrong-data']);
  expect(liar.heard('request')).toBe(false);
  const honest = await join('10.0.0.7');
  honest.serve();
  await world.complete(whole.id, leech);
  expect(await leech.differences(whole)).toEqual([]);
});

test('no piece is asked for before its hash is known', async () => {
  const { world, leech, whole, join } = await hashScene(MANY);
  // The hashes of the first 512 pieces only.
  const peer = await join('10.0.0.7', (hashes, { index }) =>
    index === 0 ? hashes : undefined,
  );
  peer.serve();
  await world.until('the first', () => leech.row(whole.id).done === 512 * BLOCK);
  await world.pass(5000);
  expect(peer.requests.every(({ piece }) => piece < 512)).toBe(true);
});

test('a peer that rejects everything is asked now and then, not in a storm', async () => {
  const { world, join } = await hashScene(FEW);
  const peer = await join('10.0.0.7', () => undefined);
  await world.pass(60_000);
  const asked = peer.messages.filter(({ kind }) => kind === 'hash-request').length;
  expect(asked).toBeGreaterThan(2);
  expect(asked).toBeLessThan(10);
});

test('what a silent peer was asked another is asked', async () => {
  const { world, leech, whole, join } = await hashScene(FEW);
  const silent = await ScriptedPeer.join(world, '10.0.0.5', leech, whole);
  await world.until('asked', () => silent.heard('hash-request'));
  const honest = await join('10.0.0.7');
  honest.serve();
  await world.complete(whole.id, leech);
  expect(codes(leech.alerts)).toEqual(['completed']);
});

test('what a peer was asked that left another is asked at once', async () => {
  const { world, leech, whole, join } = await hashScene(FEW);
  const first = await ScriptedPeer.join(world, '10.0.0.5', leech, whole);
  await world.until('asked', () => first.heard('hash-request'));
  const second = await join('10.0.0.7');
  first.leave();
  await world.until('asked the other', () => second.heard('hash-request'), 1000);
});

test('hashes that nobody asked for count for nothing, and many of them are a flood', async () => {
  const { world, leech, whole, answer } = await hashScene(FEW);
  const peer = await ScriptedPeer.join(world, '10.0.0.66', leech, whole);
  await world.until('asked', () => peer.heard('hash-request'));
  const asked = peer.messages.find((message) => message.kind === 'hash-request')!;
  const range = { ...(asked as HashRange), length: 16 };
  const hashes = (await answer(range))!;
  peer.send({ ...range, kind: 'hashes', hashes });
  await world.pass(100);
  expect(peer.closed).toBe(false);
  for (let i = 0; i < 100; i++) peer.send({ ...range, kind: 'hash-reject' });
  await world.until('dropped', () => peer.closed);
  expect(codes(leech.alerts)).toEqual(['flood']);
});

const ONE_PIECE = { sizes: 512 * KIB, pieceLength: 512 * KIB };

/** Liar and honest are asked for a half each; the liar's second block is wrong. */
async function halfWrong(
  options: MemoryTorrentOptions,
  change?: (hashes: Uint8Array) => Uint8Array | undefined,
) {
  const it = await hashScene(options);
  const liar = await it.join('10.0.0.66', change);
  const honest = await it.join('10.0.0.7', change);
  for (const peer of [liar, honest]) peer.send({ kind: 'unchoke' });
  await it.world.until('both asked', () =>
    [liar, honest].every(({ requests }) => requests.length > 0),
  );
  let sent = 0;
  liar.serve((range) => liar.sendBlock(range, ++sent === 2));
  honest.serve();
  return { ...it, liar, honest };
}

test.each(VERSIONS)(
  'exactly who sent a wrong block is banned, the right ones are kept: %s',
  async (version) => {
    const { world, leech, whole, liar, honest } = await halfWrong({
      ...ONE_PIECE,
      version,
    });
    await world.complete(whole.id, leech);
    expect(await leech.differences(whole)).toEqual([]);
    expect(liar.closed).toBe(true);
    expect(codes(leech.alerts)).toEqual(['wrong-data', 'completed']);
    expect(leech.alerts[0]).toMatchObject({
      peer: expect.stringMatching(/^10\.0\.0\.66:/),
    });
    const twice = [...liar.requests, ...honest.requests].length - 32;
    // The endgame asks some of two.
    const wrong = liar.requests[1]!;
    expect(honest.requests).toContainEqual(expect.objectContaining(wrong));
    expect(twice).toBeLessThan(32);
  },
);

test('who lies about the hashes of blocks is banned, too', async () => {
  const it = await hashScene(ONE_PIECE);
  const liar = await it.join('10.0.0.66', (hashes) => hashes.map((byte) => byte ^ 1));
  liar.send({ kind: 'unchoke' });
  const other = await it.join('10.0.0.7', () => undefined);
  other.send({ kind: 'unchoke' });
  await it.world.until('both asked', () =>
    [liar, other].every(({ requests }) => requests.length > 0),
  );
  other.serve((range) => other.sendBlock(range, true));
  liar.serve();
  await it.world.until('banned', () => liar.closed);
  expect(it.leech.alerts[0]).toMatchObject({
    peer: expect.stringMatching(/^10\.0\.0\.66:/),
  });
});

test('where nobody tells the hashes of blocks, one alone is asked the next time', async () => {
  const { world, leech, whole, liar, honest } = await halfWrong(
    ONE_PIECE,
    () => undefined,
  );
  await world.until('one alone', () =>
    [liar, honest].some(({ requests }) => requests.length >= 40),
  );
  expect(leech.alerts).toEqual([]);
  // From now on all is right, whoever it is asked of.
  liar.onRequest = (range) => liar.sendBlock(range);
  await world.complete(whole.id, leech);
  expect(await leech.differences(whole)).toEqual([]);
});

test('a hybrid whose two hashes of a piece contradict is in error', async () => {
  const torrent = memoryTorrent({ sizes: 200_000, version: 'hybrid' });
  const wrong = torrent.file.slice();
  const at = Buffer.from(wrong).indexOf('6:pieces80:') + 11;
  wrong[at]! ^= 1;
  const world = new World();
  const machine = await world.start('10.0.0.1');
  await machine.put(torrent);
  const base64 = Buffer.from(wrong).toString('base64');
  const id = await machine.add({ ...torrent, base64 });
  await world.until('failed', () => machine.row(id).status === 'error');
  expect(machine.row(id).error).toMatchObject({ code: 'halves-differ' });
});

test('others are told hashes, and rejected what no tree has', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 300_000, version: 'v2' });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const peer = await ScriptedPeer.join(world, '10.0.0.5', seed, torrent, () => false);
  const answer = knownTrees(torrent);
  const { root } = memoryHashTree(torrent.content, torrent.pieceLength);
  const pieces = { root, baseLayer: 2, index: 0, length: 8, proofLayers: 2 };
  const blocks = { root, baseLayer: 0, index: 4, length: 4, proofLayers: 4 };
  const none = { ...pieces, length: 16 };
  for (const range of [pieces, blocks, none])
    peer.send({ kind: 'hash-request', ...range });
  await world.until('answered', () => peer.messages.length > 3);
  expect(peer.messages.slice(-3)).toEqual([
    { kind: 'hashes', ...pieces, hashes: await answer(pieces) },
    { kind: 'hashes', ...blocks, hashes: await answer(blocks) },
    { kind: 'hash-reject', ...none },
  ]);
});

test('block hashes take reading: a peer gets those of one piece a second', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 300_000, version: 'v2' });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const peer = await ScriptedPeer.join(world, '10.0.0.5', seed, torrent, () => false);
  const { root } = memoryHashTree(torrent.content, torrent.pieceLength);
  const range = { root, baseLayer: 0, index: 4, length: 4, proofLayers: 1 };
  const answers = () =>
    peer.messages.map(({ kind }) => kind).filter((kind) => kind.startsWith('hash'));
  for (let i = 0; i < 3; i++) peer.send({ kind: 'hash-request', ...range });
  await world.until('answered', () => answers().length === 3);
  await world.pass(1000);
  peer.send({ kind: 'hash-request', ...range });
  await world.until('answered', () => answers().length === 4);
  expect(answers()).toEqual(['hashes', 'hash-reject', 'hash-reject', 'hashes']);
});

test('a storm of hash requests is mostly rejected, and one who takes no answer dropped', async () => {
  const world = new World();
  const torrent = memoryTorrent({
    sizes: 600 * BLOCK,
    pieceLength: BLOCK,
    version: 'v2',
  });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const peer = await ScriptedPeer.join(world, '10.0.0.5', seed, torrent, () => false);
  const { root } = memoryHashTree(torrent.content, torrent.pieceLength);
  const range = { root, baseLayer: 0, index: 0, length: 512, proofLayers: 9 };
  peer.stopReading();
  for (let i = 0; i < 1000; i++) {
    peer.send({ kind: 'hash-request', ...range });
    if (i % 20 === 0) await world.pass(10);
  }
  await world.pass(5000);
  expect(seed.power.connections.size).toBe(1);
});

test('blocks past the end of a file are zeros: libtorrent asks for whole ones', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 70_000, version: 'v2' });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const peer = await ScriptedPeer.join(world, '10.0.0.5', seed, torrent, () => false);
  peer.send({ kind: 'interested' });
  await world.until('unchoked', () => peer.heard('unchoke'));
  peer.send({ kind: 'request', piece: 1, begin: 0, length: BLOCK });
  await world.until('served', () => peer.blocks.length === 1);
  const expected = new Uint8Array(BLOCK);
  expected.set(torrent.content.subarray(64 * KIB));
  expect(Buffer.compare(peer.blocks[0]!.bytes, expected)).toBe(0);
  peer.send({ kind: 'request', piece: 1, begin: 64 * KIB, length: BLOCK });
  await world.until('dropped', () => peer.closed, 5000);
  expect(codes(seed.alerts)).toContain('out-of-range');
});
