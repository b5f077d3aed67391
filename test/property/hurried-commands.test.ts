import { expect, test } from '@jest/globals';
import { MemoryRandom } from '../../background/platform/memory/random.ts';
import { StorageError } from '../../src/errors/storage-error.ts';
import type { FolderRef } from '../../src/ports/folders.ts';
import type { Machine } from '../support/sim/machine.ts';
import { memoryTorrent } from '../support/sim/memory-torrent.ts';
import { World } from '../support/sim/world.ts';

// A torrent is renamed, moved, removed, put back, added again, paused and checked in a hurry,
// while the disk fails now and then and the machine crashes: files of others stay as they
// are, and those of the torrent are found again.

const KIB = 1024;
const SEEDS = 40;
const STEPS = 40;
const torrent = memoryTorrent({
  sizes: { a: 90 * KIB, 'b/c': 70 * KIB, 'b/d': 5, e: 0 },
});
const { id } = torrent;
const INDICES = torrent.files.map((_, index) => index);
/** Of others, where the torrent's may come. */
const OTHERS = ['A', 'mine', 'B', 'x'];
const NAMES = ['a', 'A', 'mine', 'B', 'b', 'q', 'thing', 'Thing', 'ä', 'e', 'con'];
const FAULTS = ['rename', 'stat', 'write', 'remove', 'allocate', 'read'] as const;

async function tree(machine: Machine, ref: FolderRef): Promise<Map<string, Buffer>> {
  const folder = await machine.folders.open(ref);
  const files = new Map<string, Buffer>();
  const look = async (path: readonly string[]): Promise<void> => {
    for (const { name, kind } of await folder.list(path)) {
      const inner = [...path, name];
      if (kind === 'folder') await look(inner);
      else files.set(inner.join('/'), Buffer.from(await folder.read(inner, 0, 1 << 20)));
    }
  };
  await look([]);
  return files;
}

async function putOthers(machine: Machine, ref: FolderRef): Promise<void> {
  const folder = await machine.folders.open(ref);
  for (const name of OTHERS) {
    await folder.allocate(['thing', name], 4);
    await folder.write(['thing', name], 0, [Buffer.from('mine')]);
  }
  await folder.close();
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('seed %s', async (seed) => {
  const world = new World({ seed });
  const random = new MemoryRandom(seed);
  const draw = <T>(all: readonly T[]): T => all[random.integer(all.length)]!;
  const machine = await world.start('10.0.0.1');
  const { disk } = machine.folders;
  const refs = [machine.folders.embedded, machine.folders.add('Other')];
  for (const ref of refs) await putOthers(machine, ref);
  await machine.put(torrent);
  await world.settle(machine.add(torrent));
  const { store } = machine;
  const { set, delete: take } = store;
  const wait = (ms: number) =>
    new Promise<void>((done) => world.clock.timer(random.integer(ms), done));
  store.set = (key, value) => wait(20).then(() => set.call(store, key, value));
  store.delete = (key) => wait(20).then(() => take.call(store, key));
  let isAnew = false;

  const rename = async () => {
    const { files } = await machine.execute({ kind: 'get-details', id });
    const { path } = draw(files);
    const some = path.slice(0, 1 + random.integer(path.length));
    await machine.execute({ kind: 'rename-file', id, path: some, name: draw(NAMES) });
  };
  const crash = async () => {
    // What is marked is deleted at the next start, as it should be.
    if ((await store.keys('removed/')).length > 0) return;
    machine.crash();
    await machine.start();
  };
  const remove = () => {
    const deleteData = random.integer(2) === 0;
    return machine.execute({ kind: 'remove', id, deleteData, undo: true });
  };
  const acts: readonly (() => Promise<unknown>)[] = [
    rename,
    rename,
    rename,
    rename,
    crash,
    remove,
    () => machine.execute({ kind: 'restore-removed', id }),
    () => machine.execute({ kind: 'restore-removed', id }),
    () => machine.add(torrent).then(() => (isAnew = true)),
    () => machine.execute({ kind: 'pause', id }),
    () => machine.execute({ kind: 'resume', id }),
    () => machine.execute({ kind: 'recheck', id }),
    () => machine.execute({ kind: 'move', id, folder: draw(refs) }),
    () => {
      const priority = draw(['skip', 'normal'] as const);
      const files = [draw(INDICES)];
      return machine.execute({ kind: 'set-priorities', id, files, priority });
    },
  ];
  for (let step = 0; step < STEPS; step++) {
    const act = draw(acts);
    if (act === crash) await crash();
    // Much of it is refused, by the state that the torrent is in.
    else act().catch(() => {});
    if (random.integer(6) === 0) disk.failWith(new StorageError('io', 'x'), draw(FAULTS));
    else if (random.integer(2) === 0) disk.recover();
    await world.pass(random.integer(40));
  }
  disk.recover();
  await world.pass(30_000);

  const trees = await Promise.all(refs.map((ref) => tree(machine, ref)));
  for (const files of trees) {
    for (const name of OTHERS) expect(`${files.get(`thing/${name}`)}`).toBe('mine');
  }
  if (machine.session.rows().length === 0) return;
  const found = trees.flatMap((files) => [...files.values()]);
  for (const { bytes } of torrent.files) {
    expect(found.some((file) => Buffer.compare(file, bytes) === 0)).toBe(true);
  }
  // Added anew it knows no other names that it had.
  if (isAnew) return;
  const files = INDICES;
  await machine.execute({ kind: 'set-priorities', id, files, priority: 'normal' });
  await machine.execute({ kind: 'resume', id });
  await world.complete(id, machine);
  await world.settle(machine.session.stop());
  expect([machine.power.folders.size, machine.power.lateCalls]).toEqual([0, 0]);
});
