import { expect, test } from '@jest/globals';
import type { ExportedTorrent } from '../../../src/api/contract.ts';
import type { TorrentDetails } from '../../../src/api/snapshot.ts';
import { decode } from '../../../src/bencode/decode.ts';
import { fromBase64 } from '../../../src/bytes/base64.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { parseMagnet } from '../../../src/metainfo/magnet.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

async function details(machine: Machine, id: string): Promise<TorrentDetails> {
  return (await machine.execute({ kind: 'get-details', id })) as TorrentDetails;
}

async function exported(machine: Machine, id: string) {
  const answer = await machine.execute({ kind: 'export-torrent', id });
  const { fileName, base64 } = answer as ExportedTorrent;
  return { fileName, file: fromBase64(base64)! };
}

/** Ends the session, and goes on with another one. */
async function restart(world: World, machine: Machine): Promise<void> {
  await world.settle(machine.session.stop());
  await machine.start();
}

test('details tell what the torrent file says', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const trackers = ['http://10.0.0.9/announce'];
  const sizes = { a: 70_000, 'b/c': 5 };
  const torrent = memoryTorrent({ name: 'all', sizes, trackers, version: 'hybrid' });
  const id = await machine.add(torrent, { paused: true });
  expect(await details(machine, id)).toMatchObject({
    id,
    name: 'all',
    version: 'hybrid',
    infoHashV1: toHex(torrent.hashes.v1!),
    infoHashV2: toHex(torrent.hashes.v2!),
    private: false,
    pieceLength: 65536,
    pieceCount: 3,
    files: [
      { index: 0, path: ['all', 'a'], size: 70_000, priority: 'normal' },
      { index: 2, path: ['all', 'b', 'c'], size: 5, priority: 'normal' },
    ],
    trackers: [trackers],
    webSeeds: [],
    comment: null,
    createdBy: null,
    creationDate: null,
    magnet: expect.any(String),
  });
  const magnet = parseMagnet((await details(machine, id)).magnet);
  expect(magnet).toMatchObject({ displayName: 'all', size: 70_005, trackers });
  expect(magnet.hashes).toEqual(torrent.hashes);
});

test('an export is the file as it came, byte for byte, until something is changed', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({
    name: 'thing',
    trackers: ['http://10.0.0.9/announce'],
  });
  const id = await machine.add(torrent, { paused: true });
  const { fileName, file } = await exported(machine, id);
  expect(fileName).toBe('thing.torrent');
  expect(toHex(file)).toBe(toHex(torrent.file));
});

test('changed trackers and web seeds are in details, export and link, and stay', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({
    trackers: ['http://10.0.0.8/announce'],
    version: 'v2',
  });
  const id = await machine.add(torrent, { paused: true });
  const [first, second, third] = [
    'http://a.example/',
    'udp://b.example:1',
    'wss://c.example',
  ];
  const trackers = [[first!, second!], [], [third!, first!]];
  const webSeeds = ['https://w.example/files/'];
  await machine.execute({ kind: 'set-trackers', id, trackers });
  await machine.execute({ kind: 'set-web-seeds', id, webSeeds });

  const check = async () => {
    const now = await details(machine, id);
    expect(now.trackers).toEqual([[first, second], [third]]);
    expect(now.webSeeds).toEqual(webSeeds);
    expect(parseMagnet(now.magnet)).toMatchObject({
      trackers: [first, second, third],
      webSeeds,
    });
    const { file } = await exported(machine, id);
    const {
      trackers: tiers,
      webSeeds: seeds,
      infoBytes,
      pieceLayers,
    } = parseTorrent(file);
    expect([tiers, seeds]).toEqual([now.trackers, webSeeds]);
    expect(toHex(infoBytes)).toBe(toHex(torrent.info));
    expect(pieceLayers.size).toBe(1);
    expect(decode(file)).toMatchObject({ isCanonical: true });
  };
  await check();
  await restart(world, machine);
  await check();
});

test('new trackers are asked at once, and the old ones told that we leave', async () => {
  const world = new World();
  const old = await MemoryTracker.start(world, '10.0.0.8');
  const next = await MemoryTracker.start(world, '10.0.0.9');
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({ trackers: [old.url] });
  const id = await machine.add(torrent);
  await world.until('announced', () => old.announces.length === 1);
  await machine.execute({ kind: 'set-trackers', id, trackers: [[next.url]] });
  await world.until('announced anew', () => next.announces.length === 1);
  expect(old.events()).toEqual(['started', 'stopped']);
  expect(next.events()).toEqual(['started']);
  await machine.execute({ kind: 'set-trackers', id, trackers: [] });
  await world.until('told', () => next.announces.length === 2);
  await world.pass(3_600_000);
  expect(next.events()).toEqual(['started', 'stopped']);
  expect(machine.row(id).trackerError).toBeNull();
});

test('a tracker that is kept hears that we left before it hears that we came', async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.0.8');
  const machine = await world.start('10.0.0.1');
  const id = await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  await world.until('announced', () => tracker.announces.length === 1);
  const trackers = [[tracker.url], ['http://10.0.0.7/announce']];
  await machine.execute({ kind: 'set-trackers', id, trackers });
  await machine.execute({ kind: 'set-trackers', id, trackers: [[tracker.url]] });
  await world.until('announced anew', () => tracker.announces.length >= 3);
  await world.pass(5000);
  expect(tracker.events()).toEqual(['started', 'stopped', 'started']);
});

test('trackers that are given to a paused torrent are asked once it goes on', async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.0.8');
  const machine = await world.start('10.0.0.1');
  const id = await machine.add(memoryTorrent(), { paused: true });
  await machine.execute({ kind: 'set-trackers', id, trackers: [[tracker.url]] });
  await world.pass(5000);
  expect(tracker.events()).toEqual([]);
  await machine.execute({ kind: 'resume', id });
  await world.until('announced', () => tracker.announces.length === 1);
});

test("a link's trackers are changed, kept, and asked; the rest of it stays", async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.0.8');
  const torrent = memoryTorrent();
  const seed = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
  const machine = await world.start('10.0.0.1');
  const id = await machine.addLink(`magnet:?xt=urn:btih:${torrent.id}&dn=n&so=0`);
  await seed.execute({ kind: 'set-trackers', id, trackers: [[tracker.url]] });
  await world.until('announced', () => tracker.announces.length === 1);
  await machine.execute({ kind: 'set-web-seeds', id, webSeeds: ['http://w.example/'] });
  await machine.execute({ kind: 'set-trackers', id, trackers: [[tracker.url]] });
  expect(machine.row(id)).toMatchObject({ name: 'n', status: 'metadata' });
  await world.complete(id, machine);
  const { trackers, webSeeds } = await details(machine, id);
  expect([trackers, webSeeds]).toEqual([[[tracker.url]], ['http://w.example/']]);
});

test("a link's changes outlive the session", async () => {
  const world = new World();
  const tracker = await MemoryTracker.start(world, '10.0.0.8');
  const machine = await world.start('10.0.0.1');
  const id = await machine.addLink('ab'.repeat(20));
  await machine.execute({ kind: 'pause', id });
  await machine.execute({ kind: 'set-trackers', id, trackers: [[tracker.url]] });
  await restart(world, machine);
  expect(tracker.events()).toEqual([]);
  await machine.execute({ kind: 'resume', id });
  await world.until('announced', () => tracker.announces.length === 1);
});

test.each<[string, 'set-trackers' | 'set-web-seeds', string]>([
  ['an address of another kind', 'set-trackers', 'ftp://h.example/'],
  ['no address', 'set-trackers', 'tracker'],
  ['an address without a host', 'set-trackers', 'http:///announce'],
  ['an address with a line break', 'set-trackers', 'http://h.example/\r\nX: y'],
  ['a web seed over UDP', 'set-web-seeds', 'udp://h.example:1'],
])('%s is refused, and changes nothing', async (_, kind, address) => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const torrent = memoryTorrent({ trackers: ['http://10.0.0.9/announce'] });
  const id = await machine.add(torrent, { paused: true });
  const change =
    kind === 'set-trackers'
      ? machine.execute({ kind, id, trackers: [['http://ok.example/'], [address]] })
      : machine.execute({ kind, id, webSeeds: [address] });
  await expect(change).rejects.toMatchObject({
    code: kind === 'set-trackers' ? 'bad-tracker' : 'bad-web-seed',
  });
  expect((await exported(machine, id)).file).toEqual(torrent.file);
});

test('what is only a link has no details and no file yet; what is not there has neither', async () => {
  const world = new World();
  const machine = await world.start('10.0.0.1');
  const id = await machine.addLink('ab'.repeat(20));
  const other = 'cd'.repeat(20);
  for (const kind of ['get-details', 'export-torrent'] as const) {
    await expect(machine.execute({ kind, id })).rejects.toMatchObject({
      code: 'no-metadata',
    });
    await expect(machine.execute({ kind, id: other })).rejects.toMatchObject({
      code: 'no-such-torrent',
    });
  }
  await expect(
    machine.execute({ kind: 'set-trackers', id: other, trackers: [] }),
  ).rejects.toMatchObject({ code: 'no-such-torrent' });
});
