import { beforeEach, expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 700 * KIB } });
const { id } = torrent;
const size = torrent.content.length;

let world: World;
let seed: Machine;
let leech: Machine;

beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  // It holds four pieces at a time, so that part of the torrent is written and part is not.
  leech = await world.start('10.0.0.2', { memoryBudget: 256 * KIB });
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
});

const resume = () => leech.execute({ kind: 'resume', id });
const failed = () => leech.row(id).status === 'error';

/** Until some, not all, of it is there. */
async function someOfIt(): Promise<void> {
  leech.power.writeTime = 3;
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('some of it', () => leech.row(id).done > 0);
  expect(leech.row(id).done).toBeLessThan(size);
}

test('a full disk stops the torrent, and with room it goes on where it was', async () => {
  leech.folders.disk.capacity = 600 * KIB;
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('failed', failed);
  expect(leech.row(id).error).toMatchObject({ fault: 'storage', code: 'no-space' });
  expect(leech.alerts.map(({ kind }) => kind)).toEqual(['torrent-error']);
  await world.pass(200);
  const { done } = leech.row(id);
  expect(done).toBeLessThanOrEqual(600 * KIB);
  expect(leech.power.folders.size + leech.power.connections.size).toBe(0);
  leech.folders.disk.capacity = Number.POSITIVE_INFINITY;
  const sent = seed.row(id).uploaded;
  await resume();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(seed.row(id).uploaded - sent).toBe(size - done);
});

test.each(['permission-lost', 'folder-gone', 'read-only', 'io'] as const)(
  '%s mid-way stops the torrent; afterwards nothing written is fetched again',
  async (code) => {
    await someOfIt();
    leech.folders.disk.failWith(new StorageError(code, 'not now'));
    await world.until('failed', failed);
    expect(leech.row(id).error?.code).toBe(code);
    await resume();
    await world.pass(500);
    expect(leech.row(id).error?.code).toBe(code);
    leech.folders.disk.recover();
    const { done } = leech.row(id);
    expect(done).toBeGreaterThan(0);
    const sent = seed.row(id).uploaded;
    await resume();
    await world.complete(id, leech);
    expect(await leech.differences(torrent)).toEqual([]);
    expect(seed.row(id).uploaded - sent).toBe(size - done);
  },
);

test('a torrent whose folder is gone at the start says so and can be tried again', async () => {
  leech.folders.disk.failWith(new StorageError('folder-gone', 'unplugged'), 'open');
  await leech.add(torrent);
  await world.until('failed', failed);
  leech.folders.disk.recover();
  await resume();
  await leech.meet(id, seed);
  await world.complete(id, leech);
});

test('a seed that cannot read its files stops, and tells nobody wrong bytes', async () => {
  await leech.add(torrent);
  seed.folders.disk.failWith(new StorageError('permission-lost', 'revoked'), 'read');
  await leech.meet(id, seed);
  await world.until('failed', () => seed.row(id).status === 'error');
  expect(leech.row(id).done).toBe(0);
  expect(leech.alerts).toEqual([]);
});

test('a file that vanished is fetched again, and only that', async () => {
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  await leech.execute({ kind: 'pause', id });
  await world.pass(200);
  const folder = await leech.folders.open(leech.folders.embedded);
  await folder.remove(['thing', 'b', 'c']);
  const sent = seed.row(id).uploaded;
  await resume();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  // The piece that both files share goes with it.
  expect(seed.row(id).uploaded - sent).toBe(size - 14 * 64 * KIB);
});

test('claims of resume data count only where the files are long enough', async () => {
  await world.settle(leech.session.stop());
  const all = new Bitfield(torrent.pieceCount);
  all.setAll();
  await leech.record(torrent, { have: all });
  const folder = await leech.folders.open(leech.folders.embedded);
  await folder.allocate(['thing', 'a'], 4 * 64 * KIB + 1);
  await folder.write(['thing', 'a'], 0, [torrent.content.slice(0, 4 * 64 * KIB)]);
  await leech.start();
  await world.until('checked', () => leech.row(id).status === 'downloading');
  expect(leech.row(id)).toMatchObject({ done: 4 * 64 * KIB, downloaded: 6, addedAt: 5 });
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test.each<[string, Uint8Array]>([
  ['garbage', Uint8Array.from([1, 2, 3])],
  ['of another torrent', new TextEncoder().encode('{"version":1,"have":"AAAA"}')],
])('resume data that is %s means a full check', async (_, bytes) => {
  await world.settle(leech.session.stop());
  await leech.put(torrent, undefined, (piece) => piece < 5);
  await leech.store.set(`torrent/${id}`, torrent.file);
  await leech.store.set(`resume/${id}`, bytes);
  await leech.start();
  await world.until('checked', () => leech.row(id).status === 'downloading');
  expect(leech.row(id).done).toBe(5 * 64 * KIB);
});

test('a record that is no torrent keeps no other from being restored', async () => {
  await leech.add(torrent);
  await world.settle(leech.session.stop());
  await leech.store.set(`torrent/${'0'.repeat(40)}`, Uint8Array.from([9]));
  await leech.store.set('magnet/x', Uint8Array.from([9]));
  await leech.start();
  expect(leech.session.rows().map((row) => row.id)).toEqual([id]);
  expect(leech.log.entries.filter(({ level }) => level === 'error')).toHaveLength(2);
});

test('records that cannot be written are said in the log; the download goes on', async () => {
  await leech.add(torrent);
  await world.pass(200);
  leech.store.set = () => Promise.reject(new StorageError('no-space', 'full'));
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(leech.log.entries.some(({ area }) => area === 'torrent')).toBe(true);
});

test('a move takes along what is there and goes on in the new folder', async () => {
  await someOfIt();
  const folder = leech.folders.add('Mine');
  await leech.execute({ kind: 'move', id, folder });
  expect(leech.row(id).status).toBe('moving');
  await world.until('moved', () => leech.row(id).status === 'downloading');
  expect(leech.row(id)).toMatchObject({ folder, embedded: false });
  const { done } = leech.row(id);
  expect(done).toBeGreaterThan(0);
  const sent = seed.row(id).uploaded;
  await world.complete(id, leech);
  expect(await leech.differences(torrent, folder)).toEqual([]);
  expect(await leech.present(torrent)).toEqual([]);
  // What came between the two looks is in neither.
  expect(seed.row(id).uploaded - sent).toBeLessThanOrEqual(size - done);
});

test('a move that cannot be put on record keeps the old files and the old folder', async () => {
  await someOfIt();
  const folder = leech.folders.add('Mine');
  const before = leech.row(id).folder;
  const present = await leech.present(torrent);
  const set = leech.store.set.bind(leech.store);
  leech.store.set = () => Promise.reject(new Error('no room for records'));
  await leech.execute({ kind: 'move', id, folder });
  await world.until('failed', () => leech.row(id).status === 'error');
  leech.store.set = set;
  expect(leech.row(id).folder).toEqual(before);
  // What was whole when it stopped came in besides.
  expect(await leech.present(torrent)).toEqual(expect.arrayContaining(present));
  await leech.execute({ kind: 'resume', id });
  await world.until('going on', () => leech.row(id).status === 'downloading');
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('a move never writes over a file that stands there', async () => {
  await someOfIt();
  const ref = leech.folders.add('Mine');
  const folder = await leech.folders.open(ref);
  await folder.allocate(['thing', 'b', 'c'], 3);
  await leech.execute({ kind: 'move', id, folder: ref });
  await world.until('refused', failed);
  expect(leech.row(id).error?.code).toBe('name-taken');
  expect(await folder.stat(['thing', 'b', 'c'])).toMatchObject({ size: 3 });
  expect(await folder.stat(['thing', 'a'])).toBeUndefined();
  await resume();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('a pause in the middle of a move leaves everything where it was', async () => {
  await someOfIt();
  await leech.execute({ kind: 'pause', id });
  await world.pass(200);
  const { done } = leech.row(id);
  const folder = leech.folders.add('Mine');
  leech.power.writeTime = 100;
  await leech.execute({ kind: 'move', id, folder });
  await world.pass(50);
  await leech.execute({ kind: 'pause', id });
  await world.pass(1000);
  expect(leech.row(id)).toMatchObject({ status: 'paused', done });
  expect(leech.row(id).folder).toEqual(leech.folders.embedded);
  expect(await leech.present(torrent, folder)).toEqual([]);
  expect(leech.power.folders.size).toBe(0);
  await leech.execute({ kind: 'move', id, folder });
  await world.until('moved', () => leech.row(id).status === 'paused');
  expect(leech.row(id).folder).toEqual(folder);
});

test('a removal in the middle of a move leaves nothing anywhere', async () => {
  await someOfIt();
  const folder = leech.folders.add('Mine');
  leech.power.writeTime = 100;
  await leech.execute({ kind: 'move', id, folder });
  await world.pass(150);
  await world.settle(leech.execute({ kind: 'remove', id, deleteData: true }));
  await world.pass(1000);
  expect(await leech.present(torrent)).toEqual([]);
  expect(await leech.present(torrent, folder)).toEqual([]);
  expect(await leech.kept()).toEqual([]);
  expect(leech.power.folders.size + leech.power.lateCalls).toBe(0);
});

test('of two moves at once the second is refused', async () => {
  await someOfIt();
  const folders = [leech.folders.add('One'), leech.folders.add('Two')];
  const moves = await Promise.allSettled(
    folders.map((folder) => leech.execute({ kind: 'move', id, folder })),
  );
  expect(moves.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await world.until('moved', () => leech.row(id).status === 'downloading');
  expect(leech.row(id).folder).toEqual(folders[0]);
  expect(leech.power.folders.size).toBe(1);
});

test('a move to a full disk leaves everything where it was', async () => {
  await someOfIt();
  await leech.execute({ kind: 'pause', id });
  await world.pass(200);
  const { done } = leech.row(id);
  const folder = leech.folders.add('Mine');
  const { disk } = leech.folders;
  disk.capacity = disk.used + 100 * KIB;
  await leech.execute({ kind: 'move', id, folder });
  await world.until('failed', failed);
  expect(leech.row(id).error?.code).toBe('no-space');
  expect(await leech.present(torrent, folder)).toEqual([]);
  disk.capacity = Number.POSITIVE_INFINITY;
  const sent = seed.row(id).uploaded;
  await resume();
  await world.complete(id, leech);
  expect(seed.row(id).uploaded - sent).toBe(size - done);
});

test('where the old folder is gone a move looks through the new one', async () => {
  const ref = leech.folders.add('Mine');
  await leech.put(torrent, ref);
  await leech.add(torrent, { folder: { id: 'memory:99', name: 'pulled out' } });
  await world.until('failed', failed);
  await leech.execute({ kind: 'move', id, folder: ref });
  await world.complete(id, leech);
  await expect(
    leech.execute({ kind: 'move', id, folder: { id: 'memory:98', name: 'none' } }),
  ).rejects.toMatchObject({ code: 'folder-gone' });
  expect(leech.row(id).status).toBe('seeding');
});
