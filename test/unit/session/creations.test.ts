import { beforeEach, expect, test } from '@jest/globals';
import type { AddResult, CreatePlan } from '../../../src/api/contract.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const PIECE = 64 * KIB;

let world: World;
let maker: Machine;
let folder: FolderRef;

beforeEach(async () => {
  world = new World();
  maker = await world.start('10.0.0.1');
  folder = maker.folders.add('thing');
});

const ofVersion = (version: TorrentVersion) =>
  memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 128 * KIB }, version });

/** Puts the torrent's files into the folder, without the torrent's own name above them. */
async function putInside({ files }: MemoryTorrent): Promise<void> {
  const open = await maker.folders.open(folder);
  for (const { path, bytes, pad } of files) {
    if (pad) continue;
    await open.allocate(path.slice(1), bytes.length);
    await open.write(path.slice(1), 0, [bytes]);
  }
}

function plan(changes: Partial<CreatePlan> = {}): CreatePlan {
  const basics = { folder, path: [], version: 'v1', pieceLength: PIECE } as const;
  return { ...basics, trackers: [], webSeeds: [], private: false, ...changes };
}

async function create(changes: Partial<CreatePlan> = {}): Promise<string> {
  const command = { kind: 'create', plan: plan(changes) } as const;
  return ((await maker.execute(command)) as AddResult).id;
}

const statuses = () => maker.session.rows().map(({ status }) => status);

const errorOf = (id: string) => maker.row(id).error?.code;

test.each(['v1', 'v2', 'hybrid'] as const)(
  'a folder becomes a %s torrent that is seeded where it is',
  async (version) => {
    const torrent = ofVersion(version);
    await putInside(torrent);
    const { used } = maker.folders.disk;
    await create({ version });
    expect(maker.session.rows()).toMatchObject([{ status: 'creating', name: 'thing' }]);
    await world.until('made', () => statuses()[0] !== 'creating');
    await world.complete(torrent.id, maker);
    expect(maker.session.rows()).toHaveLength(1);
    expect(maker.row(torrent.id)).toMatchObject({ folder, size: 1028 * KIB });
    expect(maker.folders.disk.used).toBe(used);

    const leech = await world.start('10.0.0.2');
    await leech.add(torrent);
    await leech.meet(torrent.id, maker);
    await world.complete(torrent.id, leech);
    expect(await leech.differences(torrent)).toEqual([]);
  },
);

test('nothing is read a second time before it is seeded', async () => {
  const torrent = ofVersion('hybrid');
  await putInside(torrent);
  const id = await create({ version: 'hybrid' });
  await world.until('hashed', () => !maker.session.rows().some((row) => row.id === id));
  maker.folders.disk.failWith(new Error('read again') as never, 'read');
  await world.complete(torrent.id, maker);
});

test('a file in the folder is shared under its name', async () => {
  const torrent = memoryTorrent({ name: 'film.bin', sizes: 300 * KIB });
  await maker.put(torrent, folder);
  await create({ path: ['film.bin'] });
  await world.until('made', () => statuses()[0] === 'seeding');
  expect(maker.row(torrent.id).name).toBe('film.bin');
});

test('a v2 torrent of all that is in a folder, which is a file, is of that file', async () => {
  const torrent = memoryTorrent({ name: 'film.bin', sizes: 300 * KIB, version: 'v2' });
  await maker.put(torrent, folder);
  await create({ version: 'v2' });
  await world.until('made', () => statuses()[0] === 'seeding');
  expect(maker.row(torrent.id).name).toBe('film.bin');
});

test('what was made is still seeded after a restart', async () => {
  const torrent = ofVersion('v1');
  await putInside(torrent);
  await create();
  await world.until('made', () => statuses()[0] === 'seeding');
  await world.settle(maker.session.stop());
  await maker.start();
  await world.complete(torrent.id, maker);
  expect(maker.row(torrent.id)).toMatchObject({ folder, done: torrent.content.length });
});

test('the session is busy while it makes a torrent', async () => {
  await putInside(ofVersion('v1'));
  await create();
  expect([maker.session.active, maker.session.busy]).toEqual([1, 1]);
  await world.until('made', () => statuses()[0] === 'seeding');
  expect([maker.session.active, maker.session.busy]).toEqual([1, 0]);
});

test('removing it cancels, and closes the folder', async () => {
  await putInside(ofVersion('v1'));
  const id = await create();
  await maker.execute({ kind: 'remove', id, deleteData: true });
  expect(maker.session.rows()).toEqual([]);
  expect(maker.power.folders.size).toBe(0);
  await world.pass(1000);
  expect(maker.session.rows()).toEqual([]);
  const open = await maker.folders.open(folder);
  expect(await open.stat(['a'])).toMatchObject({ size: 900 * KIB });
});

test('of several one is made at a time, and one that waits can be removed at once', async () => {
  await putInside(ofVersion('v1'));
  await create();
  const waiting = await create({ name: 'other' });
  await create({ name: 'third', version: 'v2' });
  expect(maker.session.active).toBe(3);
  await world.until('begun', () => maker.power.folders.size > 0);
  expect(maker.power.folders.size).toBe(1);
  await maker.execute({ kind: 'remove', id: waiting, deleteData: false });
  expect(statuses()).toEqual(['creating', 'creating']);
  expect(maker.power.folders.size).toBe(1);
  await world.until('made', () => statuses().every((status) => status === 'seeding'));
  expect(maker.session.rows().map(({ name }) => name)).toEqual(['thing', 'third']);
});

test('what fails stays in the list, with its reason, until it is removed', async () => {
  const id = await create();
  await world.until('failed', () => errorOf(id) !== undefined);
  expect(errorOf(id)).toBe('nothing-to-share');
  expect([maker.session.active, maker.session.busy]).toEqual([0, 0]);
  expect(maker.power.folders.size).toBe(0);
  await maker.execute({ kind: 'remove', id, deleteData: false });
  expect(maker.session.rows()).toEqual([]);
});

test('a folder that is gone is said to be', async () => {
  const id = await create({ folder: { id: 'memory:99', name: 'gone' } });
  await world.until('failed', () => errorOf(id) !== undefined);
  expect(errorOf(id)).toBe('folder-gone');
});

test('a torrent that is in the list already is not made twice', async () => {
  const torrent = ofVersion('v1');
  await putInside(torrent);
  await maker.add(torrent, { folder });
  const id = await create();
  await world.until('failed', () => errorOf(id) !== undefined);
  expect(errorOf(id)).toBe('already-added');
  expect(maker.session.rows()).toHaveLength(2);
});

test.each<[string, Partial<CreatePlan>]>([
  ['bad-tracker', { trackers: [['tracker.example']] }],
  ['bad-web-seed', { webSeeds: ['ftp://a/'] }],
  ['bad-piece-length', { pieceLength: 1000 }],
  ['unusable-name', { name: 'a/b' }],
  ['bad-command', { path: ['a', 'b'] }],
])('a plan that nothing can come of is refused at once: %s', async (code, changes) => {
  await expect(create(changes)).rejects.toMatchObject({ code });
  expect(maker.session.rows()).toEqual([]);
});

test('the folder may be called what it likes; the torrent is not', async () => {
  folder = maker.folders.add('what? a name:');
  await putInside(ofVersion('v1'));
  await create();
  await world.until('made', () => statuses()[0] === 'seeding');
  expect(maker.session.rows()[0]).toMatchObject({ name: 'what_ a name_' });
});

test('the end of the session ends what is being made', async () => {
  await putInside(ofVersion('v1'));
  await create();
  await world.settle(maker.session.stop());
  expect(maker.power.folders.size).toBe(0);
  expect(await maker.store.keys('torrent/')).toEqual([]);
});
