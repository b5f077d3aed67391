import { beforeEach, expect, test } from '@jest/globals';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 700 * KIB, empty: 0 } });
const { id } = torrent;

let world: World;
let machine: Machine;
/** Where the files lie without the torrent's name above, and a file of somebody's beside. */
let own: FolderRef;

beforeEach(async () => {
  world = new World();
  machine = world.machine('10.0.0.1');
  own = machine.folders.add('Holidays');
  const folder = await machine.folders.open(own);
  for (const { path, bytes } of torrent.files) {
    await folder.allocate(path.slice(1), bytes.length);
    await folder.write(path.slice(1), 0, [bytes]);
  }
  await folder.allocate(['b', 'notes'], 7);
  await machine.record(torrent, { folder: own, ownFolder: true });
});

/** From now on nothing in any folder can be changed. */
function readOnly(): void {
  const error = new StorageError('read-only', 'this folder cannot be changed');
  machine.folders.disk.failWith(error, 'allocate', 'write', 'remove');
}

async function paths(ref: FolderRef, path: string[] = []): Promise<string[]> {
  const folder = await machine.folders.open(ref);
  const found: string[] = [];
  for (const { name, kind } of await folder.list(path)) {
    const at = [...path, name];
    if (kind === 'file') found.push(at.join('/'));
    else found.push(...(await paths(ref, at)));
  }
  return found.sort();
}

async function download(of: MemoryTorrent): Promise<Machine> {
  const leech = await world.start('10.0.0.2');
  await leech.add(of);
  await leech.meet(of.id, machine);
  await world.complete(of.id, leech);
  expect(await leech.differences(of)).toEqual([]);
  return leech;
}

test('shares what lies there, and need not be able to change anything', async () => {
  const folder = await machine.folders.open(own);
  await folder.remove(['empty']);
  readOnly();
  await machine.start();
  await world.complete(id, machine);
  machine.folders.disk.recover();
  await download(torrent);
  expect(await paths(own)).toEqual(['a', 'b/c', 'b/notes']);
});

test('a restart finds it there again', async () => {
  await machine.start();
  await world.complete(id, machine);
  await world.settle(machine.session.stop());
  readOnly();
  await machine.start();
  await world.complete(id, machine);
  expect(machine.row(id)).toMatchObject({ folder: own, downloaded: 6 });
});

test('what is missing comes back to where it was', async () => {
  const folder = await machine.folders.open(own);
  await folder.remove(['b', 'c']);
  const seed = await world.start('10.0.0.3');
  await seed.put(torrent);
  await seed.add(torrent);
  await machine.start();
  await machine.meet(id, seed);
  await world.complete(id, machine);
  expect(await paths(own)).toEqual(['a', 'b/c', 'b/notes', 'empty']);
});

test('a removal with data takes its files, and no other', async () => {
  await machine.start();
  await world.complete(id, machine);
  await world.settle(machine.execute({ kind: 'remove', id, deleteData: true }));
  expect(await paths(own)).toEqual(['b/notes']);
});

test('a removal with data says so where nothing can be removed, and is one all the same', async () => {
  await machine.start();
  await world.complete(id, machine);
  readOnly();
  const removal = machine.execute({ kind: 'remove', id, deleteData: true });
  await expect(world.settle(removal)).rejects.toMatchObject({ code: 'read-only' });
  expect(machine.session.rows()).toEqual([]);
  expect(await paths(own)).toEqual(['a', 'b/c', 'b/notes', 'empty']);
});

test('a move takes its files to where they lie under its name, for good', async () => {
  await machine.start();
  await world.complete(id, machine);
  const folder = machine.folders.add('Mine');
  await machine.execute({ kind: 'move', id, folder });
  await world.complete(id, machine);
  expect(await paths(folder)).toEqual(['thing/a', 'thing/b/c', 'thing/empty']);
  expect(await paths(own)).toEqual(['b/notes']);
  await world.settle(machine.session.stop());
  await machine.start();
  await world.complete(id, machine);
  expect(machine.row(id)).toMatchObject({ folder, downloaded: 6 });
});

test('a move out of a folder that cannot be changed leaves its files there', async () => {
  await machine.start();
  await world.complete(id, machine);
  const folder = machine.folders.add('Mine');
  const error = new StorageError('read-only', 'this folder cannot be changed');
  machine.folders.disk.failWith(error, 'remove');
  await machine.execute({ kind: 'move', id, folder });
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(folder);
  expect(await machine.differences(torrent, folder)).toEqual([]);
  expect(await paths(own)).toEqual(['a', 'b/c', 'b/notes', 'empty']);
});

test('a torrent of one file lies there under its name', async () => {
  const single = memoryTorrent({ name: 'film', sizes: 100 * KIB });
  await machine.put(single, own);
  await machine.record(single, { folder: own, ownFolder: true });
  readOnly();
  await machine.start();
  await world.complete(single.id, machine);
  await download(single);
});
