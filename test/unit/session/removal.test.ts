import { beforeEach, expect, test } from '@jest/globals';
import { UNDO_TIME } from '../../../src/api/contract.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 300 * KIB, 'b/c': 200 * KIB } });
const { id } = torrent;
const LINK_ID = 'c'.repeat(40);
const LINK = `magnet:?xt=urn:btih:${LINK_ID}&dn=linked`;
const ALL = ['thing/a', 'thing/b/c'];

let world: World;
let machine: Machine;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
});

/** It has all of the torrent. */
async function begin(): Promise<void> {
  await machine.put(torrent);
  await machine.add(torrent);
  await world.complete(id, machine);
}

const remove = (deleteData: boolean, of = id) =>
  world.settle(machine.execute({ kind: 'remove', id: of, deleteData, undo: true }));
const restore = (of = id) =>
  world.settle(machine.execute({ kind: 'restore-removed', id: of }));
const listed = () => machine.session.rows().map((row) => row.id);

test('what is removed is out of the list at once, and its files stay for a while', async () => {
  await begin();
  await remove(true);
  expect(listed()).toEqual([]);
  expect(machine.power.folders.size).toBe(0);
  await world.pass(UNDO_TIME);
  expect(await machine.present(torrent)).toEqual(ALL);
  expect(machine.session.active).toBe(1);
  await world.pass(3_000);
  expect(await machine.present(torrent)).toEqual([]);
  expect(await machine.store.keys('')).not.toContain(`torrent/${id}`);
  expect(await machine.store.keys('removed/')).toEqual([]);
  expect(machine.session.active).toBe(0);
});

test('what is put back goes on as it was, and loses nothing afterwards', async () => {
  await begin();
  await machine.execute({ kind: 'set-options', id, changes: { upLimit: 5 * KIB } });
  await remove(true);
  await restore();
  await world.complete(id, machine);
  expect(machine.row(id).done).toBe(torrent.content.length);
  const { options } = (await machine.execute({ kind: 'get-details', id })) as {
    options: unknown;
  };
  expect(options).toMatchObject({ upLimit: 5 * KIB });
  await world.pass(2 * UNDO_TIME);
  expect(await machine.differences(torrent)).toEqual([]);
  await world.settle(machine.session.stop());
  await machine.start();
  expect(listed()).toEqual([id]);
});

test('after its time a removal cannot be undone, and without data to delete the files stay', async () => {
  await begin();
  await remove(false);
  await world.pass(UNDO_TIME + 3_000);
  await expect(restore()).rejects.toMatchObject({ code: 'no-such-torrent' });
  expect(await machine.present(torrent)).toEqual(ALL);
  expect(await machine.store.keys('torrent/')).toEqual([]);
});

test.each([true, false])(
  'after a crash a removal is done at the next start (data too: %s)',
  async (deleteData) => {
    await begin();
    await remove(deleteData);
    machine.crash();
    await machine.start();
    expect(listed()).toEqual([]);
    await world.pass(100);
    expect(await machine.present(torrent)).toEqual(deleteData ? [] : ALL);
    expect(await machine.store.keys('torrent/')).toEqual([]);
    expect(await machine.store.keys('removed/')).toEqual([]);
  },
);

test('a crash at any moment of an undo deletes nothing', async () => {
  for (let delay = 0; delay < 8; delay++) {
    machine = await world.start(`10.0.1.${delay}`);
    await begin();
    await remove(true);
    machine.power.writeTime = 2;
    const restoring = machine.execute({ kind: 'restore-removed', id });
    restoring.catch(() => {});
    await world.pass(delay);
    const marked = (await machine.store.keys('removed/')).length > 0;
    machine.crash();
    await machine.start();
    await world.pass(100);
    // Either it was not undone yet, or it is there with all that it had.
    expect(listed()).toEqual(marked ? [] : [id]);
    if (!marked) expect(await machine.differences(torrent)).toEqual([]);
    await world.settle(machine.session.stop());
  }
});

test('the end of the session ends the time for undoing', async () => {
  await begin();
  await remove(true);
  await world.settle(machine.session.stop());
  expect(await machine.present(torrent)).toEqual([]);
  expect(await machine.store.keys('torrent/')).toEqual([]);
});

test('a torrent added again in between takes over, and its files stay', async () => {
  await begin();
  await remove(true);
  await world.settle(machine.add(torrent));
  await world.complete(id, machine);
  await world.pass(2 * UNDO_TIME);
  expect(await machine.differences(torrent)).toEqual([]);
  await expect(restore()).rejects.toMatchObject({ code: 'no-such-torrent' });
  expect(listed()).toEqual([id]);
  machine.crash();
  await machine.start();
  expect(listed()).toEqual([id]);
  await world.pass(100);
  expect(await machine.differences(torrent)).toEqual([]);
});

test('a link of it added in between takes over, too', async () => {
  await begin();
  await remove(true);
  await world.settle(machine.addLink(`magnet:?xt=urn:btih:${id}`));
  await world.pass(2 * UNDO_TIME);
  expect(listed()).toEqual([id]);
  expect(await machine.present(torrent)).toEqual(ALL);
});

test('links come back, and their trackers are told that they were gone', async () => {
  const tracker = await MemoryTracker.start(world, '10.0.0.9');
  await machine.addLink(`${LINK}&tr=${encodeURIComponent(tracker.url)}`);
  await world.pass(100);
  await remove(false, LINK_ID);
  expect(listed()).toEqual([]);
  await restore(LINK_ID);
  await world.pass(100);
  expect(tracker.events()).toEqual(['started', 'stopped', 'started']);
  expect(machine.row(LINK_ID).name).toBe('linked');
  await remove(false, LINK_ID);
  await world.pass(UNDO_TIME + 3_000);
  expect(await machine.store.keys('magnet/')).toEqual([]);
  machine.crash();
  await machine.start();
  expect(listed()).toEqual([]);
});

test('removed twice at once it is removed once', async () => {
  await begin();
  const both = [remove(true), remove(true)];
  await Promise.allSettled(both);
  await restore();
  await world.pass(2 * UNDO_TIME);
  expect(await machine.differences(torrent)).toEqual([]);
});

test('of two windows that remove it at once the first says what becomes of its files', async () => {
  await begin();
  const both = [false, true].map((deleteData) =>
    machine.execute({ kind: 'remove', id, deleteData, undo: true }),
  );
  await world.settle(Promise.all(both));
  machine.crash();
  await machine.start();
  await world.pass(1000);
  expect(await machine.present(torrent)).toEqual(ALL);
});

test.each(['a label', 'the mark'])(
  'where %s cannot be taken off the record what is added anew is refused, not lost later',
  async (what) => {
    await begin();
    await machine.execute({ kind: 'set-labels', ids: [id], add: ['x'], remove: [] });
    await remove(true);
    const { store } = machine;
    const { delete: take } = store;
    store.delete = async (key) => {
      const fails = what === 'a label' ? key === 'labels' : key.startsWith('removed/');
      if (fails) throw new StorageError('io', 'broken');
      return take.call(store, key);
    };
    await expect(machine.add(torrent)).rejects.toMatchObject({ code: 'io' });
    store.delete = take;
    await world.settle(machine.add(torrent));
    await world.complete(id, machine);
    machine.crash();
    await machine.start();
    await world.pass(1000);
    expect(listed()).toEqual([id]);
    expect(await machine.differences(torrent)).toEqual([]);
  },
);

test('the end of the session waits for what is being undone', async () => {
  await begin();
  await remove(true);
  const { store } = machine;
  const { delete: take } = store;
  store.delete = async (key) => {
    await new Promise<void>((done) => world.clock.timer(500, done));
    return take.call(store, key);
  };
  const restoring = machine.execute({ kind: 'restore-removed', id });
  await world.settle(machine.session.stop());
  machine.crash();
  await restoring;
  store.delete = take;
  await machine.start();
  await world.pass(1000);
  expect(listed()).toEqual([id]);
  expect(await machine.differences(torrent)).toEqual([]);
});

test('files that cannot be deleted are told of, and the torrent is gone', async () => {
  const folder = machine.folders.add('Mine');
  await machine.put(torrent, folder);
  await machine.add(torrent, { folder });
  await world.complete(id, machine);
  await remove(true);
  machine.folders.disk.failWith(new StorageError('permission-lost', 'revoked'));
  await world.pass(UNDO_TIME + 3_000);
  expect(machine.alerts).toContainEqual(
    expect.objectContaining({ kind: 'not-deleted', id, name: 'thing' }),
  );
  expect(await machine.store.keys('torrent/')).toEqual([]);
});

test('what is put back has its place in the queue again', async () => {
  const others = ['b', 'c'].map((name) => memoryTorrent({ name, sizes: 100 }));
  for (const one of [torrent, ...others]) {
    await world.settle(machine.add(one, { paused: true }));
    await world.pass(10);
  }
  const ids = [others[0]!.id, others[1]!.id, id];
  await machine.execute({ kind: 'move-in-queue', ids: [id], to: 'bottom' });
  const positions = () =>
    ids.map((one) => machine.session.rows().find((row) => row.id === one)?.queuePosition);
  expect(positions()).toEqual([1, 2, 3]);
  await remove(false, ids[0]);
  expect(positions()).toEqual([undefined, 1, 2]);
  await restore(ids[0]);
  expect(positions()).toEqual([1, 2, 3]);
  // Kept no longer than it can come back.
  await remove(false, ids[0]);
  await world.pass(UNDO_TIME + 3_000);
  await world.settle(machine.add(others[0]!, { paused: true }));
  expect(positions()).toEqual([3, 1, 2]);
});
