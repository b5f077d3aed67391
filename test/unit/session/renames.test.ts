import { beforeEach, expect, test } from '@jest/globals';
import type { FilePlace, TorrentDetails } from '../../../src/api/snapshot.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 700 * KIB, 'b/d': 5 } });
const { id } = torrent;

let world: World;
let seed: Machine;
let leech: Machine;

beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  leech = await world.start('10.0.0.2', { memoryBudget: 256 * KIB });
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
});

const rename = (machine: Machine, path: string, name: string) =>
  world.settle(machine.execute({ kind: 'rename-file', id, path: path.split('/'), name }));

async function pathsOf(machine: Machine): Promise<string[]> {
  const details = (await machine.execute({ kind: 'get-details', id })) as TorrentDetails;
  return details.files.map(({ path }) => path.join('/'));
}

/** All files in the machine's folder, with what is in them. */
async function tree(machine: Machine): Promise<Record<string, Uint8Array>> {
  const folder = await machine.folders.open(machine.folders.embedded);
  const files: Record<string, Uint8Array> = {};
  const look = async (path: readonly string[]): Promise<void> => {
    for (const { name, kind } of await folder.list(path)) {
      const inner = [...path, name];
      if (kind === 'folder') await look(inner);
      else files[inner.join('/')] = await folder.read(inner, 0, 1 << 20);
    }
  };
  await look([]);
  return files;
}

/** The files are there under these names, in order, and nothing else is. */
async function expectFiles(machine: Machine, ...names: string[]): Promise<void> {
  const found = await tree(machine);
  expect(Object.keys(found).sort()).toEqual([...names].sort());
  for (const [index, { bytes }] of torrent.files.entries()) {
    expect(Buffer.compare(found[names[index]!]!, bytes)).toBe(0);
  }
}

test('a seed goes on sharing what was renamed, to those who have it under its own name', async () => {
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('some of it', () => leech.row(id).done > 0);
  await rename(seed, 'thing/a', 'ä.bin');
  await rename(seed, 'thing/b', 'B side');
  await rename(seed, 'thing/B side/d', 'e');
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  await expectFiles(seed, 'thing/ä.bin', 'thing/B side/c', 'thing/B side/e');
  expect(seed.row(id)).toMatchObject({ status: 'seeding', error: null });
  expect(await pathsOf(seed)).toEqual([
    'thing/ä.bin',
    'thing/B side/c',
    'thing/B side/e',
  ]);
});

test('what is renamed while it comes arrives under its new name', async () => {
  await leech.add(torrent);
  await leech.meet(id, seed);
  for (const [path, name] of [
    ['thing/a', 'one'],
    ['thing', 'other'],
    ['other/b/c', 'two'],
  ] as const) {
    await world.pass(15);
    expect(leech.row(id).status).toBe('downloading');
    await rename(leech, path, name);
  }
  await world.complete(id, leech);
  await expectFiles(leech, 'other/one', 'other/b/two', 'other/b/d');
});

test.each(['paused', 'running'])(
  'what was renamed while it was %s verifies after a restart, and moves along',
  async (how) => {
    if (how === 'paused') await seed.execute({ kind: 'pause', id });
    await rename(seed, 'thing/a', 'one');
    await seed.execute({ kind: 'resume', id });
    await world.settle(seed.session.stop());
    await seed.start();
    await world.complete(id, seed);
    await world.settle(seed.execute({ kind: 'recheck', id }) as Promise<unknown>);
    await world.pass(5_000);
    expect(seed.row(id)).toMatchObject({
      status: 'seeding',
      done: torrent.content.length,
    });
    const folder = seed.folders.add('Mine');
    await world.settle(seed.execute({ kind: 'move', id, folder }));
    await world.complete(id, seed);
    const place = await seed.execute({ kind: 'locate-file', id, file: 0 });
    const path = ['thing', 'one'];
    expect(place).toEqual({ folder, path, size: 900 * KIB } satisfies FilePlace);
    expect(await tree(seed)).toEqual({});
    await world.settle(seed.execute({ kind: 'remove', id, deleteData: true }));
    expect(await (await seed.folders.open(folder)).list([])).toEqual([]);
  },
);

test('after a crash at any moment of a renaming each file is found by one name or the other', async () => {
  for (let calls = 0; calls < 12; calls++) {
    const machine = await world.start(`10.0.1.${calls}`);
    await machine.put(torrent);
    await machine.add(torrent);
    await world.complete(id, machine);
    cutAfter(machine, calls);
    const renaming = machine.execute({
      kind: 'rename-file',
      id,
      path: ['thing', 'b'],
      name: 'B',
    });
    renaming.catch(() => {});
    await world.pass(1_000);
    machine.crash();
    await machine.start();
    await world.complete(id, machine);
    const paths = await pathsOf(machine);
    expect(['thing/b/c', 'thing/B/c']).toContain(paths[1]);
    expect(paths[2]).toBe(paths[1]!.replace('c', 'd'));
    await expectFiles(machine, ...paths);
    await world.settle(machine.session.stop());
  }
});

/** The machine stands still once so many calls of its folder, or its store, were answered. */
function cutAfter(machine: Machine, calls: number): void {
  const { power, store } = machine;
  let left = calls;
  const count = () => {
    if (left-- === 0) power.cut();
  };
  const set = store.set.bind(store);
  store.set = async (key, value) => {
    await set(key, value);
    count();
  };
  const { disk } = machine.folders;
  const check = disk.check.bind(disk);
  disk.check = (operation) => {
    check(operation);
    // What it was about to do happens, and nothing after it.
    count();
  };
}

test('what stands in the way is left alone, and the name stays', async () => {
  const folder = await seed.folders.open(seed.folders.embedded);
  await folder.allocate(['thing', 'mine'], 3);
  await expect(rename(seed, 'thing/a', 'mine')).rejects.toMatchObject({
    code: 'name-taken',
  });
  expect((await pathsOf(seed))[0]).toBe('thing/a');
  expect((await folder.stat(['thing', 'mine']))?.size).toBe(3);
  expect(seed.row(id).status).toBe('seeding');
});

test('what is not there yet does not take over a file of others by another letter case', async () => {
  await leech.add(torrent, { paused: true });
  const folder = await leech.folders.open(leech.folders.embedded);
  await folder.allocate(['thing', 'A'], 1);
  await expect(rename(leech, 'thing/a', 'A')).rejects.toMatchObject({
    code: 'name-taken',
  });
  await leech.execute({ kind: 'resume', id });
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect((await folder.stat(['thing', 'A']))?.size).toBe(1);
});

test('a folder that cannot be renamed in full is told of, and goes on as it is', async () => {
  const folder = await seed.folders.open(seed.folders.embedded);
  let renames = 0;
  const { disk } = seed.folders;
  const check = disk.check.bind(disk);
  disk.check = (operation) => {
    if (operation === 'rename' && ++renames === 2) throw new StorageError('io', 'broken');
    check(operation);
  };
  await expect(rename(seed, 'thing/b', 'B')).rejects.toMatchObject({ code: 'io' });
  expect(await pathsOf(seed)).toEqual(['thing/a', 'thing/B/c', 'thing/b/d']);
  expect(await folder.stat(['thing', 'B', 'c'])).toBeDefined();
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.complete(id, leech);
});

test('a file that is not there yet only changes its name, and one that is checked or moved none', async () => {
  await leech.add(torrent, { paused: true });
  const folderOfOthers = await leech.folders.open(leech.folders.embedded);
  await folderOfOthers.allocate(['thing', 'mine'], 1);
  await expect(rename(leech, 'thing/a', 'mine')).rejects.toMatchObject({
    code: 'name-taken',
  });
  await folderOfOthers.remove(['thing', 'mine']);
  await rename(leech, 'thing/a', 'one');
  expect(await tree(leech)).toEqual({});
  await leech.execute({ kind: 'resume', id });
  await leech.meet(id, seed);
  await world.complete(id, leech);
  await expectFiles(leech, 'thing/one', 'thing/b/c', 'thing/b/d');
  const folder = leech.folders.add('Mine');
  leech.power.writeTime = 500;
  const moving = leech.execute({ kind: 'move', id, folder });
  await world.until('moving', () => leech.row(id).status === 'moving');
  const refused = leech.execute({ kind: 'rename-file', id, path: ['thing'], name: 'x' });
  await expect(refused).rejects.toMatchObject({ code: 'files-in-use' });
  await world.settle(moving);
});

test('the list calls it what a person does, after a restart, too; its hash is what it was', async () => {
  const set = (name: string | null) => seed.execute({ kind: 'set-name', id, name });
  await set('  Mine, all mine ');
  expect(seed.row(id).name).toBe('Mine, all mine');
  await expect(set('\u0000')).rejects.toMatchObject({ code: 'unusable-name' });
  await world.settle(seed.session.stop());
  await seed.start();
  expect(seed.row(id)).toMatchObject({ id, name: 'Mine, all mine' });
  await set(null);
  expect(seed.row(id).name).toBe('thing');
});

test('only a file that is all there is shown the way to', async () => {
  await leech.add(torrent);
  const locate = (file: number) => leech.execute({ kind: 'locate-file', id, file });
  await expect(locate(0)).rejects.toMatchObject({ code: 'file-incomplete' });
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await locate(1)).toMatchObject({ path: ['thing', 'b', 'c'], size: 700 * KIB });
  await expect(locate(3)).rejects.toMatchObject({ code: 'no-such-file' });
});
