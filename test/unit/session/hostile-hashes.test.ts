import { expect, test } from '@jest/globals';
import type { Alert } from '../../../src/api/contract.ts';
import { hashScene } from '../../support/sim/hash-scene.ts';
import { knownTrees } from '../../support/sim/known-trees.ts';
import { memoryHashTree } from '../../support/sim/memory-hash-tree.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const BLOCK = 16 * KIB;
const ONE_PIECE = { sizes: 512 * KIB, pieceLength: 512 * KIB };

const dropped = (alerts: readonly Alert[]) =>
  alerts.flatMap((alert) =>
    alert.kind === 'peer-dropped'
      ? [`${alert.peer.split(':')[0]} ${alert.error.code}`]
      : [],
  );

test('a liar that keeps silent about the hashes of blocks is banned all the same', async () => {
  const { world, leech, whole, join } = await hashScene(ONE_PIECE);
  // Asked first: it came first.
  const liar = await join('10.0.0.66', () => undefined);
  liar.onHashRequest = () => {};
  const honest = await join('10.0.0.7');
  for (const peer of [liar, honest]) peer.send({ kind: 'unchoke' });
  await world.until('both asked', () =>
    [liar, honest].every(({ requests }) => requests.length > 0),
  );
  let sent = 0;
  liar.serve((range) => liar.sendBlock(range, ++sent === 2));
  honest.serve();
  await world.complete(whole.id, leech);
  expect(liar.heard('hash-request')).toBe(true);
  expect(dropped(leech.alerts)).toEqual(['10.0.0.66 wrong-data']);
});

test('two who send the same block wrong in one byte are banned, and nobody else', async () => {
  const { world, leech, whole, join } = await hashScene({
    sizes: { a: 512 * KIB, b: 512 * KIB, c: 512 * KIB },
    pieceLength: 512 * KIB,
  });
  const from = ['10.0.0.65', '10.0.0.66', '10.0.0.7', '10.0.0.8'] as const;
  const peers: ScriptedPeer[] = [];
  for (const address of from) peers.push(await join(address));
  for (const peer of peers) peer.send({ kind: 'unchoke' });
  await world.until('all asked', () =>
    peers.every(({ requests }) => requests.length > 0),
  );
  for (const [at, peer] of peers.entries()) {
    peer.serve((range) => peer.sendBlock(range, at < 2));
  }
  await world.complete(whole.id, leech);
  expect(await leech.differences(whole)).toEqual([]);
  expect(dropped(leech.alerts).sort()).toEqual([
    '10.0.0.65 wrong-data',
    '10.0.0.66 wrong-data',
  ]);
});

test('who always takes 20 seconds to tell hashes is slow, and no flood', async () => {
  const sizes = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`f${at}`, 2 * BLOCK]),
  );
  const { world, leech, whole, answer, join } = await hashScene({
    sizes,
    pieceLength: BLOCK,
  });
  const peer = await join('10.0.0.7');
  peer.onHashRequest = (range) => {
    world.clock.timer(20_000, async () => {
      peer.send({ ...range, kind: 'hashes', hashes: (await answer(range))! });
    });
  };
  peer.serve();
  await world.until('all', () => leech.row(whole.id).status === 'seeding', 1_200_000);
  expect(dropped(leech.alerts)).toEqual([]);
});

test('the hashes of blocks are asked for before those of pieces', async () => {
  const piece = 512 * KIB;
  const many = Array.from({ length: 40 }, (_, at) => [`m${at}`, piece + 1] as const);
  const sizes = { a: piece, ...Object.fromEntries(many) };
  const it = await hashScene({ sizes, pieceLength: piece, version: 'hybrid' });
  const peers = [await it.join('10.0.0.66'), await it.join('10.0.0.7')];
  for (const peer of peers) {
    peer.onHashRequest = (range) => {
      it.world.clock.timer(2000, async () => {
        peer.send({ ...range, kind: 'hashes', hashes: (await it.answer(range))! });
      });
    };
    peer.sendBitfield((index) => index === 0);
    peer.send({ kind: 'unchoke' });
  }
  await it.world.until('both asked', () =>
    peers.every(({ requests }) => requests.length > 0),
  );
  for (const peer of peers) peer.serve((range) => peer.sendBlock(range, true));
  const asksForBlocks = ({ messages }: ScriptedPeer) =>
    messages.some(({ kind, ...rest }) => kind === 'hash-request' && isOfBlocks(rest));
  await it.world.until('asked', () => peers.some(asksForBlocks), 3000);
});

function rootOf(torrent: MemoryTorrent, name: string): Uint8Array {
  const file = torrent.files.find(({ path }) => path.at(-1) === name)!;
  return memoryHashTree(file.bytes, torrent.pieceLength).root;
}

const isOfBlocks = (range: object) => 'baseLayer' in range && range.baseLayer === 0;

test('what is made up in hash messages moves no seed, and is answered or dropped', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: { a: 300_000, b: 0, c: 9 }, version: 'hybrid' });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const peer = await ScriptedPeer.join(world, '10.0.0.5', seed, torrent, () => false);
  const [root, small] = ['a', 'c'].map((name) => rootOf(torrent, name));
  const numbers = [0, 1, 2, 3, 5, 512, 1024, 2 ** 31, 2 ** 32 - 1];
  let sent = 0;
  for (const odd of [root!, small!, new Uint8Array(32)]) {
    for (const baseLayer of numbers) {
      for (const index of numbers) {
        for (const length of numbers) {
          const range = { root: odd, baseLayer, index, length, proofLayers: index };
          peer.send({ kind: 'hash-request', ...range });
          if (++sent % 50 === 0) await world.pass(10);
        }
      }
    }
  }
  const answers = () =>
    peer.messages.filter(({ kind }) => kind === 'hashes' || kind === 'hash-reject');
  await world.until('answered', () => answers().length === sent);
  expect(peer.closed).toBe(false);
  const range = { root: root!, baseLayer: 2, index: 0, length: 8, proofLayers: 2 };
  const proof = (await knownTrees(torrent)(range))!;
  for (let i = 0; i < 60; i++) peer.send({ kind: 'hashes', ...range, hashes: proof });
  await world.until('dropped', () => peer.closed, 1000);
  expect(dropped(seed.alerts)).toEqual(['10.0.0.5 flood']);
  expect(seed.row(torrent.id).status).toBe('seeding');
});

test.each([50, 500, 1500, 4000])(
  'what is stopped %i ms into hashes and blame leaves nothing behind',
  async (delay) => {
    const { world, leech, whole, answer, join } = await hashScene({
      sizes: 20 * 512 * KIB,
      pieceLength: 512 * KIB,
    });
    for (const address of ['10.0.0.66', '10.0.0.67', '10.0.0.68']) {
      const peer = await join(address);
      peer.onHashRequest = (range) => {
        world.clock.timer(900, async () => {
          peer.send({ ...range, kind: 'hashes', hashes: (await answer(range))! });
        });
      };
      peer.serve((range) => peer.sendBlock(range, true));
    }
    await world.pass(delay);
    await leech.execute({ kind: 'pause', id: whole.id });
    await world.settle(leech.session.stop());
    const { timers, connections, folders, lateCalls } = leech.power;
    expect([timers.size, connections.size, folders.size, lateCalls]).toEqual([
      0, 0, 0, 0,
    ]);
  },
);
