import { beforeEach, expect, test } from '@jest/globals';
import type { Machine, StartOptions } from '../../support/sim/machine.ts';
import {
  type MemoryTorrent,
  type MemoryTorrentOptions,
  memoryTorrent,
} from '../../support/sim/memory-torrent.ts';
import { MemoryWebServer } from '../../support/sim/memory-web-server.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const MIB = 1 << 20;
const SIZES = { a: 80 * KIB, 'deep/b c': 10 * KIB, empty: 0, d: 200 * KIB + 1 };
const WEB = 'http://10.0.0.9/';

let world: World;
let torrent: MemoryTorrent;
let server: MemoryWebServer;
let leech: Machine;

beforeEach(() => {
  world = new World();
});

/** A server that has the torrent, and a machine that knows of no peers. */
async function stage(
  options: MemoryTorrentOptions = {},
  start?: StartOptions,
): Promise<void> {
  torrent = memoryTorrent({ webSeeds: [WEB], ...options });
  server = await MemoryWebServer.start(world, '10.0.0.9', torrent);
  leech = await world.start('10.0.0.1', start);
}

async function arrives(limit = 60_000): Promise<void> {
  const seeding = () => leech.row(torrent.id).status === 'seeding';
  await world.until('complete', seeding, limit);
  expect(await leech.differences(torrent)).toEqual([]);
}

const asideWith = (code: string) => () =>
  leech.alerts.some(
    (alert) => alert.kind === 'peer-dropped' && alert.error.code === code,
  );

test('one file comes from a web seed alone', async () => {
  await stage();
  await leech.add(torrent);
  await arrives();
  expect(leech.row(torrent.id).downloaded).toBe(torrent.content.length);
});

test.each(['v1', 'v2', 'hybrid'] as const)('so do the files of %s', async (version) => {
  await stage({ sizes: SIZES, version });
  await leech.add(torrent);
  await arrives();
  expect(server.requests.map(({ path }) => path)).not.toContainEqual(
    expect.stringContaining('.pad'),
  );
});

test('pad files of v1 are zeros that nobody is asked for', async () => {
  const padded = { 'pad:1': 0, a: 80 * KIB, 'pad:2': 48 * KIB, b: 64 * KIB };
  await stage({ sizes: padded });
  await leech.add(torrent);
  await arrives();
  expect(new Set(server.requests.map(({ path }) => path))).toEqual(
    new Set(['/thing/a', '/thing/b']),
  );
});

test('of files that nobody wants no more comes than shared pieces need', async () => {
  await stage({ sizes: { a: 64 * KIB, b: 128 * KIB, c: 64 * KIB } });
  await leech.record(torrent, { unwanted: [1] });
  await leech.start();
  await world.complete(torrent.id, leech);
  expect(server.requests.map(({ path }) => path)).not.toContain('/thing/b');
});

test('neighbouring pieces come in one request', async () => {
  await stage({ sizes: 2 * MIB, pieceLength: 16 * KIB });
  await leech.add(torrent);
  await arrives();
  expect(server.requests.length).toBeLessThan(12);
});

test('once it is complete no connection stays', async () => {
  await stage();
  await leech.add(torrent);
  await arrives();
  await world.until('closed', () => server.connections === 0, 15_000);
});

test('a web seed and a peer bring it together', async () => {
  await stage({ sizes: 4 * MIB }, { settings: { downLimit: 400 * KIB } });
  await leech.add(torrent);
  const peer = await ScriptedPeer.join(world, '10.0.0.2', leech, torrent);
  peer.serve();
  await arrives();
  expect(peer.requests.length).toBeGreaterThan(0);
  expect(server.requests.length).toBeGreaterThan(0);
});

test('what it brings is held to the limit', async () => {
  await stage({ sizes: 3 * MIB }, { settings: { downLimit: 200 * KIB } });
  await leech.add(torrent);
  await world.pass(5_000);
  const before = leech.row(torrent.id).downloaded;
  await world.pass(5_000);
  const rate = (leech.row(torrent.id).downloaded - before) / 5;
  expect(rate / (200 * KIB)).toBeGreaterThan(0.9);
  expect(rate / (200 * KIB)).toBeLessThan(1.1);
  await arrives();
});

test('a server that is busy is asked again when it says', async () => {
  await stage();
  const asked: number[] = [];
  server.answer = (request) => {
    asked.push(world.clock.now());
    if (asked.length > 2) return server.range(request);
    return { status: 503, headers: { 'Retry-After': '40' } };
  };
  await leech.add(torrent);
  await arrives(100_000);
  const gap = asked.find((time) => time > asked[0]! + 1000)! - asked[0]!;
  expect(gap).toBeGreaterThanOrEqual(40_000);
  expect(gap).toBeLessThan(42_000);
});

test('where it fails it is asked after ten seconds, and twice as long each time', async () => {
  await stage();
  server.answer = () => ({ status: 500 });
  await leech.add(torrent);
  await world.pass(100_000);
  expect(server.requests.length).toBeGreaterThan(2);
  expect(server.requests.length).toBeLessThan(12);
  server.answer = (request) => server.range(request);
  await arrives(400_000);
});

test('one that keeps silent is given up, and peers get its pieces', async () => {
  await stage();
  server.answer = () => undefined;
  await leech.add(torrent);
  await world.until('asked', () => server.requests.length > 0);
  const peer = await ScriptedPeer.join(world, '10.0.0.2', leech, torrent);
  peer.serve();
  await arrives(30_000);
});

test('it goes on with what a peer that left had begun', async () => {
  await stage({ webSeeds: [] });
  await leech.add(torrent);
  const peer = await ScriptedPeer.join(world, '10.0.0.2', leech, torrent);
  let count = 0;
  peer.serve((range) => {
    if (count++ < 10) peer.sendBlock(range);
  });
  await world.until('blocks', () => count > 10);
  peer.leave();
  const { id } = torrent;
  await leech.execute({ kind: 'set-web-seeds', id, webSeeds: [WEB] });
  await arrives();
});

test('a server that lies is set aside, and what it spoilt comes from elsewhere', async () => {
  const honest = 'http://10.0.0.8/';
  await stage({ webSeeds: [WEB, honest] });
  await MemoryWebServer.start(world, '10.0.0.8', torrent);
  server.answer = (request) => server.range(request, true);
  await leech.add(torrent);
  await world.until('set aside', asideWith('wrong-data'));
  await arrives();
  const asked = server.requests.length;
  await world.pass(60_000);
  expect(server.requests).toHaveLength(asked);
  const about = leech.alerts.find(({ kind }) => kind === 'peer-dropped');
  expect(about).toMatchObject({ peer: '10.0.0.9', error: { fault: 'web-seed' } });
});

test.each([
  [404, 'not-found'],
  [410, 'not-found'],
  [416, 'wrong-size'],
  [403, 'http-status'],
])('HTTP %i sets it aside as %s', async (status, code) => {
  await stage();
  server.answer = () => ({ status });
  await leech.add(torrent);
  await world.until('set aside', asideWith(code));
  const asked = server.requests.length;
  await world.pass(60_000);
  expect(server.requests).toHaveLength(asked);
});

test('a small file is taken whole of a server that knows no ranges', async () => {
  await stage({ sizes: SIZES });
  server.answer = (request) => server.whole(request);
  await leech.add(torrent);
  await arrives();
});

test('a large one is not', async () => {
  await stage({ sizes: 5 * MIB });
  server.answer = (request) => server.whole(request);
  await leech.add(torrent);
  await world.until('set aside', asideWith('no-ranges'));
});

test('follows redirects, within bounds', async () => {
  await stage();
  const elsewhere = await MemoryWebServer.start(world, '10.0.0.8', torrent);
  const Location = `${elsewhere.url}thing`;
  server.answer = () => ({ status: 302, headers: { Location } });
  await leech.add(torrent);
  await arrives();
  expect(elsewhere.requests.length).toBeGreaterThan(0);
});

test('is not led around for ever', async () => {
  await stage();
  server.answer = ({ path }) => ({ status: 302, headers: { Location: path } });
  await leech.add(torrent);
  await world.until('set aside', asideWith('too-many-redirects'));
});

test('web seeds can be taken away while they bring something', async () => {
  await stage({ sizes: 3 * MIB }, { settings: { downLimit: 100 * KIB } });
  await leech.add(torrent);
  await world.until('some', () => leech.row(torrent.id).done > 0);
  const { id } = torrent;
  await leech.execute({ kind: 'set-web-seeds', id, webSeeds: [] });
  await world.until('closed', () => server.connections === 0, 1000);
  await leech.execute({ kind: 'set-web-seeds', id, webSeeds: [WEB] });
  await arrives();
});

test('paused in the middle it goes on later', async () => {
  await stage({ sizes: 3 * MIB }, { settings: { downLimit: 400 * KIB } });
  await leech.add(torrent);
  await world.until('some', () => leech.row(torrent.id).done > 0);
  await leech.execute({ kind: 'pause', id: torrent.id });
  await world.until('closed', () => server.connections === 0, 1000);
  await leech.execute({ kind: 'resume', id: torrent.id });
  await arrives();
});
