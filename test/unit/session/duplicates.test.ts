import { beforeEach, expect, test } from '@jest/globals';
import type { AddResult, KnownFolders } from '../../../src/api/contract.ts';
import type { TorrentDetails } from '../../../src/api/snapshot.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const ONE = 'http://10.0.0.8/announce';
const TWO = 'http://10.0.0.9/announce';
const SEED = 'http://10.0.0.7/files/';
const torrent = memoryTorrent({ trackers: [ONE], version: 'hybrid' });
const { id } = torrent;

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

function link({ hashes, id: v1 }: MemoryTorrent, ...fields: string[]): string {
  const topic = fields.includes('v2')
    ? `urn:btmh:1220${toHex(hashes.v2!)}`
    : `urn:btih:${v1}`;
  const rest = fields.filter((field) => field !== 'v2');
  return ['magnet:?xt=', topic, ...rest.map((field) => `&${field}`)].join('');
}

async function add(
  source: MemoryTorrent | string,
  options: { paused?: boolean; pauseWhenKnown?: boolean } = {},
): Promise<AddResult> {
  const from =
    typeof source === 'string'
      ? ({ kind: 'link', text: source } as const)
      : ({ kind: 'file', base64: source.base64 } as const);
  return (await machine.execute({ kind: 'add', source: from, ...options })) as AddResult;
}

async function details(of = id): Promise<TorrentDetails> {
  return (await machine.execute({ kind: 'get-details', id: of })) as TorrentDetails;
}

const addresses = `tr=${encodeURIComponent(TWO)}&ws=${encodeURIComponent(SEED)}`;
const merged = (count: number) => ({ merged: count, private: false });

test('a link to a torrent that is there brings it its trackers and web seeds, for good', async () => {
  await add(torrent, { paused: true });
  expect(await add(link(torrent, addresses))).toMatchObject({ id, known: merged(2) });
  expect(await details()).toMatchObject({ trackers: [[ONE], [TWO]], webSeeds: [SEED] });
  expect(await add(link(torrent, addresses))).toMatchObject({ id, known: merged(0) });
  await world.settle(machine.session.stop());
  await machine.start();
  expect(await details()).toMatchObject({ trackers: [[ONE], [TWO]], webSeeds: [SEED] });
  expect(machine.row(id).status).toBe('paused');
});

test('so does its file, by either of its names, and whatever is no address is left out', async () => {
  await add(torrent, { paused: true });
  const other = memoryTorrent({ trackers: [TWO, 'http://'], version: 'hybrid' });
  expect(await add(other)).toEqual({ id, name: 'thing', known: merged(1) });
  expect(await add(link(torrent, 'v2'))).toMatchObject({ id, known: merged(0) });
  expect((await details()).trackers).toEqual([[ONE], [TWO]]);
});

test('a private torrent takes no tracker, no web seed and no peer', async () => {
  const secret = memoryTorrent({ trackers: [ONE], isPrivate: true });
  await add(secret, { paused: true });
  const known = { merged: 0, private: true };
  const other = memoryTorrent({ trackers: [TWO], isPrivate: true });
  expect(other.id).toBe(secret.id);
  expect((await add(other)).known).toEqual(known);
  expect((await add(link(secret, addresses, 'x.pe=10.0.0.5:1'))).known).toEqual(known);
  expect(await details(secret.id)).toMatchObject({ trackers: [[ONE]], webSeeds: [] });
});

test('a link to the same torrent as another brings that one what it has', async () => {
  await add(link(torrent, `tr=${encodeURIComponent(ONE)}`));
  expect(await add(link(torrent, addresses))).toMatchObject({ id, known: merged(2) });
  expect(machine.session.rows()).toHaveLength(1);
  const trackers = (await machine.execute({ kind: 'get-trackers', id })) as unknown;
  expect(trackers).toMatchObject([{ url: ONE }, { url: TWO }]);
});

test('the file of a link that looks for it gives it its files, where and as the link was to go', async () => {
  const folder = machine.folders.add('Films');
  const source = { kind: 'link', text: link(torrent) } as const;
  await machine.execute({ kind: 'add', source, folder });
  const added = await add(torrent, { pauseWhenKnown: true });
  expect(added).toEqual({ id, name: 'thing', known: merged(0) });
  await world.until('checked', () => machine.row(id).status === 'downloading');
  expect(machine.row(id).folder).toEqual(folder);
  expect(await machine.store.keys('magnet/')).toEqual([]);
});

test('a link that was to wait goes on when it is resumed before its files are known', async () => {
  const seed = await world.start('10.0.0.2');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
  const source = { kind: 'link', text: link(torrent, 'v2') } as const;
  const added = await machine.execute({ kind: 'add', source, pauseWhenKnown: true });
  const { id: byV2 } = added as AddResult;
  const folder = machine.folders.add('Films');
  await machine.execute({ kind: 'place', id: byV2, folder });
  await machine.execute({ kind: 'set-options', id: byV2, changes: { sequential: true } });
  await machine.execute({ kind: 'resume', id: byV2 });
  await machine.meet(byV2, seed);
  await world.until('its files', () => machine.session.rows()[0]?.id === id);
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(folder);
  // Who knew it by the id of its link still finds it.
  expect(await details(byV2)).toMatchObject({ id, options: { sequential: true } });
});

test('of a link nothing but the order can be set', async () => {
  await add(link(torrent));
  const changes = { sequential: true, downLimit: 5 };
  await expect(
    machine.execute({ kind: 'set-options', id, changes }),
  ).rejects.toMatchObject({ code: 'no-metadata' });
});

test('one that waits since it was added finds what lies in the folder it is placed in', async () => {
  const [first, second] = [machine.folders.add('First'), machine.folders.add('Second')];
  await machine.put(torrent, first);
  await machine.put(torrent, second);
  const source = { kind: 'file', base64: torrent.base64 } as const;
  await machine.execute({ kind: 'add', source, folder: first, paused: true });
  await machine.execute({ kind: 'place', id, folder: second });
  expect(machine.row(id)).toMatchObject({ folder: second, status: 'paused' });
  await machine.execute({ kind: 'resume', id });
  await world.complete(id, machine);
  // Nothing was taken from where it would have gone.
  expect(await machine.differences(torrent, first)).toEqual([]);
  await expect(
    machine.execute({ kind: 'place', id, folder: first }),
  ).rejects.toMatchObject({ code: 'bad-command' });
});

test('a place that cannot be used is refused, and the torrent stays where it was', async () => {
  await add(torrent, { paused: true });
  const { folder } = machine.row(id);
  const gone = { id: 'nowhere', name: 'Gone' };
  await expect(
    machine.execute({ kind: 'place', id, folder: gone }),
  ).rejects.toMatchObject({ fault: 'storage' });
  expect(machine.row(id).folder).toEqual(folder);
});

test('folders that torrents are in are told newest first, each once', async () => {
  const folders = ['One', 'Two', 'Three'].map((name) => machine.folders.add(name));
  for (const [index, folder] of [...folders, folders[0]!].entries()) {
    const source = { kind: 'link', text: `magnet:?xt=urn:btih:${`${index}`.repeat(40)}` };
    await machine.execute({ kind: 'add', source: { ...source, kind: 'link' }, folder });
    await world.pass(10);
  }
  await add(torrent, { paused: true });
  const { embedded, recent } = (await machine.execute({
    kind: 'get-folders',
  })) as KnownFolders;
  expect(embedded).toEqual(machine.folders.embedded);
  expect(recent.map(({ name }) => name)).toEqual(['One', 'Three', 'Two']);
});
