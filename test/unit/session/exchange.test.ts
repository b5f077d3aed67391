import { expect, test } from '@jest/globals';
import {
  type MemoryTorrentOptions,
  memoryTorrent,
} from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const BLOCK = 16 * KIB;

/** One seeds, one downloads: what differs on the downloader's disk in the end. */
async function exchange(options: MemoryTorrentOptions, memoryBudget = 8 << 20) {
  const world = new World();
  const torrent = memoryTorrent(options);
  const seed = await world.start('10.0.0.1');
  const leech = await world.start('10.0.0.2', { memoryBudget });
  await seed.put(torrent);
  const id = await seed.add(torrent);
  await leech.add(torrent);
  await world.complete(id, seed);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  return { world, torrent, seed, leech, id };
}

test.each<[string, MemoryTorrentOptions]>([
  ['a last piece of 7 bytes', { sizes: 2 * 64 * KIB + 7 }],
  ['one piece', { sizes: 64 * KIB }],
  ['a piece length larger than the torrent', { sizes: 1000, pieceLength: 1 << 20 }],
  ['one byte', { sizes: 1 }],
  ['pieces that are no multiple of a block', { sizes: 200_001, pieceLength: 50_000 }],
  ['pieces smaller than a block', { sizes: 100_000, pieceLength: 1000 }],
  ['pieces over several files', { sizes: { a: 30_000, 'b/c': 5, 'b/d': 300_000 } }],
  ['empty files', { sizes: { empty: 0, a: BLOCK, 'deep/er/empty': 0, z: 0 } }],
  ['pad files', { sizes: { a: 10, 'pad:.pad/0': 64 * KIB - 10, b: 64 * KIB } }],
])('a torrent of %s arrives whole', async (_, options) => {
  await exchange(options);
});

test('a torrent arrives whole where one piece is larger than the memory budget', async () => {
  await exchange({ sizes: 3 << 20, pieceLength: 1 << 20 }, 1000);
});

test('two torrents that share a small budget both arrive', async () => {
  const world = new World();
  const one = memoryTorrent({ name: 'one', sizes: 2 << 20, pieceLength: 256 * KIB });
  const two = memoryTorrent({ name: 'two', sizes: 2 << 20, pieceLength: 256 * KIB });
  const seed = await world.start('10.0.0.1');
  const leech = await world.start('10.0.0.2', { memoryBudget: 300 * KIB });
  leech.power.writeTime = 50;
  for (const torrent of [one, two]) {
    await seed.put(torrent);
    await seed.add(torrent);
    await leech.add(torrent);
  }
  await world.complete(one.id, seed);
  await world.complete(two.id, seed);
  await leech.meet(one.id, seed);
  await leech.meet(two.id, seed);
  await world.complete(one.id, leech);
  await world.complete(two.id, leech);
  expect(await leech.differences(one)).toEqual([]);
  expect(await leech.differences(two)).toEqual([]);
});

test('three who have a third each all get the whole from each other', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 30 * 64 * KIB });
  const machines = await Promise.all(
    ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => world.start(address)),
  );
  for (const [index, machine] of machines.entries()) {
    await machine.put(torrent, undefined, (piece) => piece % 3 === index);
    await machine.add(torrent);
  }
  await world.until('checked', () =>
    machines.every((machine) => machine.row(torrent.id).done === 10 * 64 * KIB),
  );
  for (const machine of machines) await machine.meet(torrent.id, ...machines);
  await world.complete(torrent.id, ...machines);
  for (const machine of machines) expect(await machine.differences(torrent)).toEqual([]);
});

test('what two seeders send counts once', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: 40 * 64 * KIB });
  const seeds = [await world.start('10.0.0.1'), await world.start('10.0.0.2')];
  const leech = await world.start('10.0.0.3');
  for (const seed of seeds) {
    await seed.put(torrent);
    await seed.add(torrent);
    await world.complete(torrent.id, seed);
  }
  await leech.add(torrent);
  await leech.meet(torrent.id, ...seeds);
  await world.complete(torrent.id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(leech.row(torrent.id).done).toBe(torrent.content.length);
  const sent = seeds.map((seed) => seed.row(torrent.id).uploaded);
  expect(Math.min(...sent)).toBeGreaterThan(0);
  // In the endgame three may be asked for one block, 32 blocks each.
  expect(sent[0]! + sent[1]!).toBeLessThanOrEqual(torrent.content.length + 64 * BLOCK);
});

test('two seeds part from each other and do not call again', async () => {
  const { world, seed, leech, id } = await exchange({ sizes: 100_000 });
  await world.pass(120_000);
  expect([seed.row(id).peers, leech.row(id).peers]).toEqual([0, 0]);
  expect([...seed.power.connections, ...leech.power.connections]).toEqual([]);
});

test('a magnet link with an address in it becomes the torrent and arrives', async () => {
  const world = new World();
  const torrent = memoryTorrent({ sizes: { 'a/b': 100_000, c: 3 } });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const port = seed.session.status().listenPort;
  const leech = await world.start('10.0.0.2');
  const id = await leech.addLink(
    `magnet:?xt=urn:btih:${torrent.id}&dn=soon&x.pe=10.0.0.1:${port}`,
  );
  expect(leech.row(id)).toMatchObject({ status: 'metadata', name: 'soon' });
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(leech.row(id).name).toBe('thing');
  expect(await leech.store.keys('magnet/')).toEqual([]);
});

test('a magnet link waits for peers that are added later', async () => {
  const world = new World();
  // Some 40 KB of info dict: three parts.
  const torrent = memoryTorrent({ sizes: 200_000, pieceLength: 100 });
  const seed = await world.start('10.0.0.1');
  const leech = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const id = await leech.addLink(`magnet:?xt=urn:btih:${torrent.id}`);
  await world.pass(5000);
  expect(leech.row(id).status).toBe('metadata');
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('peers find each other by a tracker, which hears how it goes', async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  const torrent = memoryTorrent({ trackers: [tracker.url] });
  const seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  await world.until('announced', () => tracker.announces.length === 1);
  const leech = await world.start('10.0.0.2');
  await leech.add(torrent);
  await world.complete(torrent.id, leech);
  await world.until('told', () => tracker.announces.length === 3);
  await world.settle(leech.session.stop());
  const mine = tracker.announces.filter(({ from }) => from === '10.0.0.2');
  expect(mine.map(({ event }) => event)).toEqual(['started', 'completed', 'stopped']);
  const size = torrent.content.length;
  expect(mine.map(({ left }) => left)).toEqual([size, 0, 0]);
  expect(mine[2]!.downloaded).toBe(size);
});

test('downloaders who dial each other at the same moment stay connected', async () => {
  const world = new World();
  const torrent = memoryTorrent();
  const a = await world.start('10.0.0.1');
  const b = await world.start('10.0.0.2');
  await a.add(torrent);
  await b.add(torrent);
  await world.pass(100);
  await Promise.all([a.meet(torrent.id, b), b.meet(torrent.id, a)]);
  await world.pass(100);
  expect([a.row(torrent.id).peers, b.row(torrent.id).peers]).toEqual([1, 1]);
  await world.pass(60_000);
  expect([a.row(torrent.id).peers, b.row(torrent.id).peers]).toEqual([1, 1]);
  expect([...a.alerts, ...b.alerts]).toEqual([]);
});

test('a client that is told its own address does not become its own peer', async () => {
  const world = new World();
  const torrent = memoryTorrent();
  const alone = await world.start('10.0.0.1');
  await alone.add(torrent);
  await world.pass(100);
  await alone.meet(torrent.id, alone);
  await world.pass(5000);
  expect(alone.row(torrent.id).peers).toBe(0);
  expect(alone.power.connections.size).toBe(0);
});
