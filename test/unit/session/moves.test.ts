import { beforeEach, expect, test } from '@jest/globals';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 700 * KIB, d: 9 } });
const { id } = torrent;
const ALL = ['thing/a', 'thing/b/c', 'thing/d'];

let world: World;
let machine: Machine;
let mine: FolderRef;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
  mine = machine.folders.add('Mine');
  await machine.put(torrent);
  await machine.add(torrent);
  await world.complete(id, machine);
  await world.pass(200);
  machine.power.writeTime = 20;
});

/** Cuts the power so many milliseconds after a move began. */
async function crashWhileMoving(after: number): Promise<void> {
  void machine.execute({ kind: 'move', id, folder: mine });
  await world.pass(after);
  machine.crash();
}

const looked = () =>
  world.until('over', () => !['moving', 'checking'].includes(machine.row(id).status));

test.each([0, 10, 30, 50, 70])(
  'a move that a crash cut short after %i ms is gone on with at the next start',
  async (after) => {
    await crashWhileMoving(after);
    await machine.start();
    await world.complete(id, machine);
    if (machine.row(id).folder.id !== mine.id) {
      // It had not begun: it can begin now.
      await machine.execute({ kind: 'move', id, folder: mine });
      await world.complete(id, machine);
    }
    expect(machine.row(id).folder).toEqual(mine);
    expect(await machine.differences(torrent, mine)).toEqual([]);
    expect(await machine.present(torrent)).toEqual([]);
  },
);

test('a paused torrent is moved to the end, too, and stays paused', async () => {
  await machine.execute({ kind: 'pause', id });
  await world.pass(200);
  await crashWhileMoving(30);
  expect(await machine.present(torrent, mine)).not.toEqual([]);
  await machine.start();
  expect(machine.row(id).status).toBe('moving');
  await looked();
  expect(machine.row(id)).toMatchObject({ status: 'paused', folder: mine });
  expect(await machine.present(torrent, mine)).toEqual(ALL);
});

test('where the target is gone after the crash all stays where it was', async () => {
  const record = machine.store.get.bind(machine.store);
  await crashWhileMoving(30);
  const text = new TextDecoder().decode((await record(`resume/${id}`))!);
  const gone = text.replaceAll(mine.id, 'memory:99');
  expect(gone).not.toBe(text);
  await machine.store.set(`resume/${id}`, new TextEncoder().encode(gone));
  await machine.start();
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(machine.folders.embedded);
  await world.pass(200);
  expect(
    JSON.parse(new TextDecoder().decode((await record(`resume/${id}`))!)),
  ).not.toHaveProperty('movingTo');
});

test('a pause after the crash takes the copies away again', async () => {
  await crashWhileMoving(30);
  await machine.start();
  machine.power.writeTime = 50;
  await machine.execute({ kind: 'pause', id });
  await world.pass(1000);
  expect(await machine.present(torrent, mine)).toEqual([]);
  expect(await machine.present(torrent)).toEqual(ALL);
  await machine.execute({ kind: 'resume', id });
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(machine.folders.embedded);
});

test('a removal after the crash leaves nothing anywhere', async () => {
  await crashWhileMoving(30);
  await machine.start();
  await world.settle(machine.execute({ kind: 'remove', id, deleteData: true }));
  expect(await machine.present(torrent, mine)).toEqual([]);
  expect(await machine.present(torrent)).toEqual([]);
  expect(await machine.kept()).toEqual([]);
});

test('a move whose end cannot be put on record leaves no copy', async () => {
  const set = machine.store.set.bind(machine.store);
  const there = `"folder":{"id":"${mine.id}"`;
  machine.store.set = async (key, value) => {
    if (new TextDecoder().decode(value).includes(there)) throw new Error('no room');
    await set(key, value);
  };
  await machine.execute({ kind: 'move', id, folder: mine });
  await world.until('failed', () => machine.row(id).status === 'error');
  expect(await machine.present(torrent, mine)).toEqual([]);
  expect(await machine.present(torrent)).toEqual(ALL);
  machine.store.set = set;
  await machine.execute({ kind: 'resume', id });
  await world.complete(id, machine);
  await machine.execute({ kind: 'move', id, folder: mine });
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(mine);
});

test('a file that stood there before the move is never written over', async () => {
  const folder = await machine.folders.open(mine);
  await folder.allocate(['thing', 'd'], 3);
  await crashWhileMoving(30);
  await machine.start();
  await world.complete(id, machine);
  expect(machine.row(id).folder).toEqual(machine.folders.embedded);
  expect(await folder.stat(['thing', 'd'])).toMatchObject({ size: 3 });
});
