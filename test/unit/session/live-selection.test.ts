import { beforeEach, expect, jest, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { FilePriority } from '../../../src/api/snapshot.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peersOf } from '../../support/sim/peers-of.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const PIECE = 64 * KIB;

/** Every border lies within a piece; d has pieces of its own. */
const torrent = memoryTorrent({
  sizes: {
    a: 90 * KIB,
    b: 10 * KIB,
    c: 200 * KIB,
    'd/d': 400 * KIB,
    e: 30 * KIB,
    f: 0,
    g: 300 * KIB,
  },
});
const { id } = torrent;
const FILES = torrent.files.length;
const PARTS = [`.${id}.parts`];

let world: World;
let seed: Machine;
let leech: Machine;

beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
  leech = world.machine('10.0.0.2');
});

const set = (files: number[], priority: FilePriority, machine = leech) =>
  machine.execute({ kind: 'set-priorities', id, files, priority });

const all = Array.from({ length: FILES }, (_, file) => file);

/** A start that looks at every byte: what is there is right, and all that is wanted is. */
async function expectRight(machine: Machine, unwanted: number[]): Promise<void> {
  const { done } = machine.row(id);
  await world.settle(machine.session.stop());
  await machine.record(torrent, { unwanted });
  await machine.start();
  await world.until('checked', () => machine.row(id).status !== 'checking');
  expect(machine.row(id)).toMatchObject({ status: 'seeding', done });
}

test('peers stay when files are left out, and when they are wanted again', async () => {
  await leech.start({ settings: { downLimit: 200_000, limitLocal: true } });
  await leech.add(torrent);
  await world.pass(50);
  const dial = jest.spyOn(world.network.host('10.0.0.2').tcp, 'connect');
  await leech.meet(id, seed);
  await world.until('some', () => leech.row(id).done > 0);
  for (const priority of ['skip', 'high', 'skip', 'normal'] as const) {
    await set([2, 3, 5], priority);
    expect(leech.row(id).status).toBe('downloading');
    await world.pass(300);
    expect((await peersOf(leech, id)).peers).toHaveLength(1);
  }
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(dial).toHaveBeenCalledTimes(1);
  // What was begun and left out was asked for twice, little else.
  expect(leech.row(id).downloaded).toBeLessThan(torrent.content.length + 8 * PIECE);
});

test('what is left out is taken back from whoever was asked, and nothing of it made', async () => {
  await leech.start();
  await leech.add(torrent);
  await world.pass(50);
  // It lacks something itself: of a seed one that wants nothing would take leave.
  const has = (piece: number) => piece < torrent.pieceCount - 1;
  const peer = await ScriptedPeer.join(world, '10.0.0.5', leech, torrent, has);
  peer.send({ kind: 'unchoke' });
  await world.until('asked', () => peer.requests.length >= 4);
  await set(all, 'skip');
  await world.pass(100);
  const cancelled = peer.messages.filter(({ kind }) => kind === 'cancel');
  expect(cancelled).toHaveLength(peer.requests.length);
  expect(peer.closed).toBe(false);
  expect(leech.row(id)).toMatchObject({ status: 'seeding', size: 0, peers: 1 });
  // What crossed with the cancel is not taken.
  for (const range of peer.requests) peer.sendBlock(range);
  await world.pass(500);
  expect(await leech.present(torrent)).toEqual(['thing/f']);
  await set(all, 'normal');
  peer.serve();
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('what the part file has goes into a file that is wanted later, without a fetch', async () => {
  await leech.record(torrent, { unwanted: [1, 4] });
  await leech.start();
  await leech.meet(id, seed);
  await world.complete(id, leech);
  await world.pass(500);
  const folder = await leech.folders.open(leech.folders.embedded);
  expect(await folder.stat(PARTS)).toBeDefined();
  const sent = seed.row(id).uploaded;
  await set([1, 4], 'normal');
  await world.complete(id, leech);
  await world.pass(100);
  expect(seed.row(id).uploaded).toBe(sent);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(await folder.stat(PARTS)).toBeUndefined();
});

test('peers get what they ask for while the part file is emptied', async () => {
  await leech.record(torrent, { unwanted: [1, 4] });
  await leech.start();
  await leech.meet(id, seed);
  await world.complete(id, leech);
  leech.power.writeTime = 20;
  const third = await world.start('10.0.0.3');
  await third.add(torrent);
  await world.pass(50);
  await third.meet(id, leech);
  for (const priority of ['normal', 'skip', 'normal'] as const) {
    await set([1, 4], priority);
    await world.pass(30);
  }
  await world.until('all that the other has', () => third.row(id).status === 'seeding');
  expect(await third.differences(torrent)).toEqual([]);
  expect(third.alerts.map(({ kind }) => kind)).toEqual(['completed']);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'whatever is wanted and when, nothing verified is lost, and nothing else counted (%i)',
  async (number) => {
    const random = new MemoryRandom(number);
    leech.power.writeTime = 15;
    await leech.start({ memoryBudget: 6 * PIECE });
    await leech.add(torrent);
    await leech.meet(id, seed);
    const unwanted = new Set<number>();
    for (let change = 0; change < 30; change++) {
      await world.pass(random.integer(40));
      const file = random.integer(FILES);
      const priority = (['skip', 'low', 'normal', 'skip', 'high'] as const)[
        random.integer(5)
      ]!;
      if (priority === 'skip') unwanted.add(file);
      else unwanted.delete(file);
      await set([file], priority);
    }
    await world.complete(id, leech);
    await world.pass(1000);
    const left = [...unwanted].sort((a, b) => a - b);
    const different = await leech.differences(torrent);
    const leftPaths = left.map((file) => torrent.files[file]!.path.join('/'));
    expect(leftPaths).toEqual(expect.arrayContaining(different));
    expect(leech.alerts.filter(({ kind }) => kind !== 'completed')).toEqual([]);
    await expectRight(leech, left);
  },
);

test('a crash at any point of a change loses nothing that was had', async () => {
  for (let after = 5; after < 200; after += 15) {
    const machine = world.machine(`10.0.1.${after}`);
    machine.power.writeTime = 7;
    await machine.record(torrent, { unwanted: [1, 4] });
    await machine.start({ memoryBudget: 4 * PIECE });
    await machine.meet(id, seed);
    await world.pass(60);
    await set([1, 2, 4], 'normal', machine);
    await set([2, 6], 'skip', machine);
    await world.pass(after);
    machine.crash();
    await machine.start();
    await machine.meet(id, seed);
    await world.complete(id, machine);
    const now = await machine.execute({ kind: 'get-details', id });
    const left = now.files.filter(({ priority }) => priority === 'skip');
    await expectRight(
      machine,
      left.map(({ index }) => index),
    );
    await world.settle(machine.session.stop());
  }
});

test('a pause in the middle of a change leaves nothing in use', async () => {
  leech.power.writeTime = 50;
  await leech.record(torrent, { unwanted: [1, 4] });
  await leech.start();
  await leech.meet(id, seed);
  await world.pass(400);
  await set([1, 4], 'normal');
  await world.pass(20);
  await leech.execute({ kind: 'pause', id });
  await world.pass(2000);
  expect(leech.power.folders.size + leech.power.lateCalls).toBe(0);
  await leech.execute({ kind: 'resume', id });
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});
