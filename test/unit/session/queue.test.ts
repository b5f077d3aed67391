import { beforeEach, expect, test } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import type { Hasher } from '../../../src/ports/hasher.ts';
import { nodeSha } from '../../support/node-sha.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const MINUTE = 60_000;

let world: World;
let leech: Machine;

beforeEach(() => {
  world = new World({ step: 50 });
});

/** Torrents called 0, 1, 2 …, small ones. */
function torrents(count: number): MemoryTorrent[] {
  return Array.from({ length: count }, (_, at) =>
    memoryTorrent({ name: `${at}`, sizes: 100 * KIB, pieceLength: 32 * KIB }),
  );
}

/** A leech to which these were added, a second between each and the next. */
async function queue(
  all: readonly MemoryTorrent[],
  settings: Partial<Settings>,
): Promise<void> {
  leech = await world.start('10.0.0.2', { settings });
  for (const torrent of all) {
    await leech.add(torrent);
    await world.pass(1000);
  }
}

/** The status of each as a letter, in the order in which they were added. */
function states(all: readonly MemoryTorrent[]): string {
  return all.map(({ id }) => leech.row(id).status[0]).join('');
}

const pause = ({ id }: MemoryTorrent) => leech.execute({ kind: 'pause', id });
const resume = ({ id }: MemoryTorrent) => leech.execute({ kind: 'resume', id });
const change = (changes: Partial<Settings>) =>
  leech.execute({ kind: 'set-settings', changes });
const force = ({ id }: MemoryTorrent, forced: boolean) =>
  leech.execute({ kind: 'set-options', id, changes: { forced } });
const move = (to: 'top' | 'up' | 'down' | 'bottom', ...moved: MemoryTorrent[]) =>
  leech.execute({ kind: 'move-in-queue', ids: moved.map(({ id }) => id), to });

/** A machine that has these, and seeds all of them. */
async function seeder(all: readonly MemoryTorrent[]): Promise<Machine> {
  const settings = { maxActive: 0, maxActiveSeeds: 0 };
  const seed = await world.start('10.0.0.1', { settings });
  for (const torrent of all) {
    await seed.put(torrent);
    await seed.add(torrent);
  }
  await world.complete(all.at(-1)!.id, seed);
  return seed;
}

test('of 200 torrents five download', async () => {
  const all = torrents(200);
  leech = await world.start('10.0.0.2');
  for (const torrent of all) await leech.add(torrent);
  await world.pass(1000);
  expect(states(all)).toBe('d'.repeat(5) + 'q'.repeat(195));
  expect(leech.row(all[199]!.id)).toMatchObject({ queuePosition: 200, peers: 0 });
  expect(leech.power.folders.size).toBe(5);
});

test('each that completes lets the next one in, until all are there', async () => {
  const all = torrents(8);
  const seed = await seeder(all);
  leech = await world.start('10.0.0.2', {
    settings: { maxActiveDownloads: 2, maxActiveSeeds: 0 },
  });
  let most = 0;
  for (const torrent of all) {
    await leech.add(torrent);
    await leech.meet(torrent.id, seed);
  }
  await world.until('all', () => {
    const busy = leech.session.rows().filter(({ status }) => status === 'downloading');
    most = Math.max(most, busy.length);
    return states(all) === 's'.repeat(8);
  });
  expect(most).toBe(2);
});

test('who completes waits where the seeds are as many as may be', async () => {
  const all = torrents(3);
  const seed = await seeder(all);
  leech = await world.start('10.0.0.2', { settings: { maxActiveSeeds: 1 } });
  for (const torrent of all) {
    await leech.add(torrent);
    await leech.meet(torrent.id, seed);
  }
  const done = () => leech.session.rows().every((row) => row.done === row.size);
  await world.until('all done', done);
  expect([...states(all)].sort().join('')).toBe('qqs');
});

test('paused is not queued: what is paused stays so, and lets the next one in', async () => {
  const all = torrents(4);
  await queue(all, { maxActiveDownloads: 2 });
  expect(states(all)).toBe('ddqq');
  await pause(all[0]!);
  await world.pass(1000);
  expect(states(all)).toBe('pddq');
  await resume(all[0]!);
  await world.pass(1000);
  expect(states(all)).toBe('ddqq');
  await pause(all[2]!);
  await leech.execute({ kind: 'remove', id: all[1]!.id, deleteData: true });
  await world.pass(1000);
  expect(states([all[0]!, all[2]!, all[3]!])).toBe('dpd');
});

test('changed limits hold at once', async () => {
  const all = torrents(4);
  await queue(all, { maxActiveDownloads: 1 });
  expect(states(all)).toBe('dqqq');
  await change({ maxActiveDownloads: 3 });
  await world.pass(1000);
  expect(states(all)).toBe('dddq');
  await change({ maxActive: 2 });
  await world.pass(1000);
  expect(states(all)).toBe('ddqq');
  await change({ maxActive: 0, maxActiveDownloads: 0 });
  await world.pass(1000);
  expect(states(all)).toBe('dddd');
});

test('who is forced runs beside the limit', async () => {
  const all = torrents(3);
  await queue(all, { maxActiveDownloads: 1 });
  await force(all[2]!, true);
  await world.pass(1000);
  expect(states(all)).toBe('dqd');
  await force(all[2]!, false);
  await world.pass(1000);
  expect(states(all)).toBe('dqq');
});

test('the order is changed by a person, and kept over restarts', async () => {
  const all = torrents(4);
  await queue(all, { maxActiveDownloads: 1 });
  await move('top', all[3]!);
  await move('up', all[2]!);
  await world.pass(1000);
  expect(states(all)).toBe('qqqd');
  const positions = () => all.map(({ id }) => leech.row(id).queuePosition);
  expect(positions()).toEqual([2, 4, 3, 1]);
  await world.settle(leech.session.stop());
  await leech.start({ settings: { maxActiveDownloads: 1 } });
  await world.pass(1000);
  expect(positions()).toEqual([2, 4, 3, 1]);
  expect(states(all)).toBe('qqqd');
});

test('an order that is that of age needs no record', async () => {
  const all = torrents(3);
  await queue(all, {});
  await move('top', all[2]!);
  await world.pass(1000);
  expect(await leech.store.keys('queue')).toEqual(['queue']);
  await move('bottom', all[2]!);
  await world.pass(1000);
  expect(await leech.store.keys('queue')).toEqual([]);
});

test('who is stalled lets others run, and goes on itself', async () => {
  const all = torrents(3);
  await queue(all, { maxActiveDownloads: 1 });
  await world.pass(4 * MINUTE);
  expect(states(all)).toBe('dqq');
  await world.pass(2 * MINUTE);
  expect(states(all)).toBe('ddq');
});

test('where no more may run, the stalled take turns, each for minutes', async () => {
  const all = torrents(3);
  await queue(all, { maxActiveDownloads: 1, maxActive: 1 });
  let changes = 0;
  let last = states(all);
  const seen = new Set([last]);
  for (let minute = 0; minute < 60; minute++) {
    await world.pass(MINUTE);
    if (states(all) !== last) changes++;
    last = states(all);
    seen.add(last);
  }
  expect([...seen].sort()).toEqual(['dqq', 'qdq', 'qqd']);
  expect(changes).toBeLessThanOrEqual(12);
});

test('only so many hash their files at once, and the others wait', async () => {
  const all = torrents(3);
  const { clock } = world;
  const slow: Hasher = {
    allocate: (length) => nodeSha.allocate(length),
    digestEach: (bytes, length) => nodeSha.digestEach(bytes, length),
    merkleRoot: (bytes, leaves) => nodeSha.merkleRoot(bytes, leaves),
    digest: async (algorithm, chunks) => {
      await new Promise<void>((done) => clock.timer(500, done));
      return nodeSha.digest(algorithm, chunks);
    },
  };
  leech = world.machine('10.0.0.2');
  const ports = { ...leech.ports(), hasher: slow };
  leech.ports = () => ports;
  await leech.start({ settings: { maxActiveChecks: 1 } });
  for (const torrent of all) {
    await leech.put(torrent);
    void leech.add(torrent);
    await world.pass(700);
  }
  const seen: string[] = [];
  await world.until('all checked', () => {
    if (seen.at(-1) !== states(all)) seen.push(states(all));
    return states(all) === 'sss';
  });
  expect(seen).toEqual(['cqq', 'scq', 'ssc', 'sss']);
});

test('links look for their torrents beside the downloads, so many at once', async () => {
  leech = await world.start('10.0.0.2', { settings: { maxActiveDownloads: 1 } });
  const links = Array.from({ length: 12 }, (_, at) => at.toString(16).padStart(40, '0'));
  for (const id of links) await leech.addLink(`magnet:?xt=urn:btih:${id}`);
  const looking = () =>
    leech.session.rows().filter(({ status }) => status === 'metadata').length;
  expect(looking()).toBe(10);
  await leech.execute({ kind: 'pause', id: links[0]! });
  expect(leech.row(links[0]!).status).toBe('paused');
  expect(looking()).toBe(10);
  expect(leech.row(links[11]!).status).toBe('queued');
});

test("a link's torrent takes the link's place", async () => {
  const all = torrents(2);
  const linked = memoryTorrent({ name: 'linked', sizes: 100 * KIB });
  const seed = await seeder([linked]);
  leech = await world.start('10.0.0.2', { settings: { maxActiveDownloads: 1 } });
  await leech.addLink(`magnet:?xt=urn:btih:${linked.id}`);
  await world.pass(1000);
  for (const torrent of all) await leech.add(torrent);
  await leech.meet(linked.id, seed);
  await world.until('known', () => leech.row(linked.id).size > 0);
  expect(leech.row(linked.id).queuePosition).toBe(1);
});
