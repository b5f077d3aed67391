import { beforeEach, expect, test } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KB = 1000;
const TEN_SECONDS = 10_000;
/** Addresses of the internet, one of which is 0. */
const far = (number: number) => `198.51.100.${number}`;
const near = (number: number) => `192.168.0.${number}`;

let world: World;

beforeEach(() => {
  world = new World();
});

const large = (name = 'large') => memoryTorrent({ name, sizes: 12 << 20 });

async function seeder(
  address: string,
  torrents: readonly MemoryTorrent[],
  settings: Partial<Settings> = {},
): Promise<Machine> {
  // Those who download are not to hear of one another, or they share.
  const machine = await world.start(address, { settings: { pex: false, ...settings } });
  for (const torrent of torrents) {
    await machine.put(torrent);
    await machine.add(torrent);
    await world.complete(torrent.id, machine);
  }
  return machine;
}

async function leech(
  address: string,
  torrent: MemoryTorrent,
  from: readonly Machine[],
  settings: Partial<Settings> = {},
): Promise<Machine> {
  const machine = await world.start(address, { settings, memoryBudget: 64 << 20 });
  await machine.add(torrent);
  await world.until('looked at', () => machine.row(torrent.id).status === 'downloading');
  await machine.meet(torrent.id, ...from);
  return machine;
}

/** Bytes that each of the counters grew by while the time passed. */
async function grown(ms: number, ...counters: (() => number)[]): Promise<number[]> {
  const before = counters.map((count) => count());
  await world.pass(ms);
  return counters.map((count, index) => count() - before[index]!);
}

const down = (machine: Machine, torrent: MemoryTorrent) => () =>
  machine.row(torrent.id).downloaded;
const up = (machine: Machine, torrent: MemoryTorrent) => () =>
  machine.row(torrent.id).uploaded;
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function expectNear(bytes: number, expected: number, tolerance = 0.05) {
  expect(bytes).toBeGreaterThanOrEqual(expected * (1 - tolerance));
  expect(bytes).toBeLessThanOrEqual(expected * (1 + tolerance));
}

const set = (machine: Machine, changes: Partial<Settings>) =>
  machine.execute({ kind: 'set-settings', changes });

test('a download limit holds from the first ten seconds on', async () => {
  const torrent = large();
  const seed = await seeder(far(1), [torrent]);
  const machine = await leech(far(2), torrent, [seed], { downLimit: 300 * KB });
  for (const _ of 'abc') {
    const [got] = await grown(TEN_SECONDS, down(machine, torrent));
    expectNear(got!, 3000 * KB);
  }
});

test('a download limit holds for several seeders together, and they give alike', async () => {
  const torrent = large();
  const seeds = [
    await seeder(far(1), [torrent]),
    await seeder(far(2), [torrent]),
    await seeder(far(3), [torrent]),
  ];
  const machine = await leech(far(4), torrent, seeds, { downLimit: 500 * KB });
  await world.pass(2000);
  const [got, ...given] = await grown(
    TEN_SECONDS,
    down(machine, torrent),
    ...seeds.map((seed) => up(seed, torrent)),
  );
  expectNear(got!, 5000 * KB);
  for (const part of given) expectNear(part, 5000 * (KB / 3), 0.1);
});

test('an upload limit holds for several downloaders together, in equal parts', async () => {
  const torrent = large();
  const seed = await seeder(far(1), [torrent], { upLimit: 600 * KB });
  const machines: Machine[] = [];
  for (let number = 2; number < 6; number++) {
    machines.push(await leech(far(number), torrent, [seed]));
  }
  // Each gets from this seeder alone: they do not know one another.
  await world.pass(2000);
  const [given, ...got] = await grown(
    TEN_SECONDS,
    up(seed, torrent),
    ...machines.map((machine) => down(machine, torrent)),
  );
  expectNear(given!, 6000 * KB);
  for (const part of got) expectNear(part, 1500 * KB, 0.1);
});

test('torrents share a limit, and one keeps to its own besides', async () => {
  const torrents = [large('a'), large('b'), large('c')];
  const seed = await seeder(far(1), torrents, { upLimit: 600 * KB });
  const [slow] = torrents;
  const changes = { upLimit: 60 * KB };
  await seed.execute({ kind: 'set-options', id: slow!.id, changes });
  for (const [index, torrent] of torrents.entries()) {
    await leech(far(2 + index), torrent, [seed]);
  }
  await world.pass(2000);
  const [a, b, c] = await grown(TEN_SECONDS, ...torrents.map((one) => up(seed, one)));
  expectNear(a!, 600 * KB);
  expectNear(b!, 2700 * KB);
  expectNear(c!, 2700 * KB);
});

test('a limit holds from the moment on that it is set, and no longer than it is', async () => {
  const torrent = memoryTorrent({ sizes: 48 << 20, pieceLength: 256 * 1024 });
  const seeds = [await seeder(far(1), [torrent]), await seeder(far(2), [torrent])];
  for (const seed of seeds) await set(seed, { upLimit: 1000 * KB });
  const machine = await leech(far(3), torrent, seeds);
  await world.pass(3000);
  await set(machine, { downLimit: 200 * KB });
  const [got] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(got!, 2000 * KB, 0.1);
  const [then] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(then!, 2000 * KB);
  await set(machine, { downLimit: 800 * KB });
  const [later] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(later!, 8000 * KB);
  await set(machine, { downLimit: 0 });
  const [free] = await grown(TEN_SECONDS, down(machine, torrent));
  expect(free).toBeGreaterThan(16_000 * KB);
});

test('a limit of one torrent can be changed while it runs', async () => {
  const torrent = large();
  const seed = await seeder(far(1), [torrent]);
  const machine = await leech(far(2), torrent, [seed], { downLimit: 100 * KB });
  const { id } = torrent;
  await world.pass(2000);
  await machine.execute({ kind: 'set-options', id, changes: { downLimit: 50 * KB } });
  const [got] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(got!, 500 * KB);
  await machine.execute({ kind: 'set-options', id, changes: { downLimit: 0 } });
  const [then] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(then!, 1000 * KB);
});

test('the alternative limits come and go with the schedule', async () => {
  const torrent = large();
  const seed = await seeder(far(1), [torrent]);
  // The virtual clock starts on a Thursday at midnight, UTC.
  const machine = await leech(far(2), torrent, [seed], {
    downLimit: 100 * KB,
    alternativeDownLimit: 20 * KB,
    alternative: 'scheduled',
    schedule: { days: [4], from: 1, to: 2 },
  });
  const minute = 60_000;
  const rest = minute - (world.clock.date() % minute);
  const [before] = await grown(rest, down(machine, torrent));
  expectNear(before!, 100 * rest, 0.05);
  const [during] = await grown(minute, down(machine, torrent));
  expectNear(during!, 20 * minute, 0.05);
  const [after] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(after!, 1000 * KB);
  await set(machine, { alternative: 'on' });
  await world.pass(2000);
  const [on] = await grown(TEN_SECONDS, down(machine, torrent));
  expectNear(on!, 200 * KB, 0.09);
});

test('peers of the local network are exempt, unless the settings say otherwise', async () => {
  const torrent = large();
  const seed = await seeder(near(1), [torrent], { upLimit: 50 * KB });
  const machine = await leech(near(2), torrent, [seed], { downLimit: 50 * KB });
  await world.complete(torrent.id, machine);
  expect(world.clock.now()).toBeLessThan(TEN_SECONDS);
  await set(seed, { limitLocal: true });
  const other = await leech(near(3), torrent, [seed]);
  await world.pass(1000);
  const [got] = await grown(TEN_SECONDS, down(other, torrent));
  expectNear(got!, 500 * KB);
});

test('with overhead counted all that passes keeps to the limit', async () => {
  const torrent = large();
  const settings = { upLimit: 300 * KB, limitOverhead: true };
  const seed = await seeder(far(1), [torrent], settings);
  await leech(far(2), torrent, [seed]);
  await world.pass(2000);
  const [given] = await grown(TEN_SECONDS, up(seed, torrent));
  // Of each 1500 bytes 40 are headers.
  expect(given).toBeLessThan(2950 * KB);
  expect(given).toBeGreaterThan(2800 * KB);
});

test('nobody starves at a low limit, whoever else wants much', async () => {
  const torrent = memoryTorrent({ sizes: 1 << 20, pieceLength: 16 * 1024 });
  const seed = await seeder(far(1), [torrent], { upLimit: 40 * KB });
  const machines: Machine[] = [];
  for (let number = 2; number < 8; number++) {
    machines.push(await leech(far(number), torrent, [seed]));
  }
  const given = await grown(60_000, ...machines.map((one) => down(one, torrent)));
  expectNear(sum(given), 2400 * KB);
  for (const part of given) expectNear(part, 400 * KB, 0.25);
});

test('a download completes under a limit, and is right', async () => {
  const torrent = memoryTorrent({ sizes: { a: 300 * KB, b: 7, c: 200 * KB } });
  const seeds = [await seeder(far(1), [torrent]), await seeder(far(2), [torrent])];
  const machine = await leech(far(3), torrent, seeds, { downLimit: 100 * KB });
  const began = world.clock.now();
  await world.complete(torrent.id, machine);
  expect(world.clock.now() - began).toBeGreaterThan(4500);
  expect(world.clock.now() - began).toBeLessThan(7500);
  expect(await machine.differences(torrent)).toEqual([]);
});

test('a session that ends leaves no timer of its limits behind', async () => {
  const torrent = large();
  const seed = await seeder(far(1), [torrent]);
  const machine = await leech(far(2), torrent, [seed], {
    downLimit: 10 * KB,
    alternative: 'scheduled',
  });
  await world.pass(5000);
  await world.settle(machine.session.stop());
  expect(machine.power.timers.size).toBe(0);
});

/**
 * Bytes that come in ten seconds of two torrents, one of which is asked for in vain first, and
 * then of somebody else; `late`: the first sends it after all.
 */
async function askedTwice(late: boolean): Promise<number> {
  const torrent = large();
  const seed = await seeder(far(1), [torrent]);
  const machine = await leech(far(2), torrent, [seed], { downLimit: 64 * KB });
  const block = 16 * 1024;
  const tiny = memoryTorrent({ name: 'tiny', sizes: 3 * block, pieceLength: block });
  await machine.add(tiny);
  const silent = await ScriptedPeer.join(world, far(3), machine, tiny);
  const fast = await ScriptedPeer.join(world, far(4), machine, tiny);
  await world.pass(5000);
  const total = () => down(machine, torrent)() + down(machine, tiny)();
  const [from, before] = [world.clock.now(), total()];
  silent.send({ kind: 'unchoke' });
  await world.until('all asked', () => silent.requests.length === 3);
  fast.serve();
  await world.complete(tiny.id, machine);
  expect(silent.messages.filter(({ kind }) => kind === 'cancel')).toHaveLength(3);
  if (late) for (const range of silent.requests) silent.sendBlock(range);
  await world.pass(from + TEN_SECONDS - world.clock.now());
  return total() - before;
}

test('what is taken back from one, since another sent it, is asked for elsewhere', async () => {
  expectNear(await askedTwice(false), 640 * KB);
});

test('what comes though it was taken back counts all the same', async () => {
  expectNear(await askedTwice(true), 640 * KB);
});
