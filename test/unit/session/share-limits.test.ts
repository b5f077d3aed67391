import { beforeEach, expect, test } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const MINUTE = 60_000;
const torrent = memoryTorrent();
const { id } = torrent;
const PAUSED = { status: 'paused', done: torrent.content.length };

let world: World;
let seed: Machine;

beforeEach(() => {
  world = new World({ step: 50 });
});

/** A seed under these settings, which has everything. */
async function sharing(settings: Partial<Settings>): Promise<void> {
  seed = await world.start('10.0.0.1', { settings });
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
}

/** Someone downloads all of it. */
async function downloaded(address: string): Promise<void> {
  const leech = await world.start(address);
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
}

const status = () => seed.row(id).status;

test('without a limit sharing never ends', async () => {
  await sharing({});
  await downloaded('10.0.0.2');
  await world.pass(100 * MINUTE);
  expect(status()).toBe('seeding');
});

test('sharing ends at the ratio, and stays so over a restart', async () => {
  await sharing({ seedRatio: 2 });
  await downloaded('10.0.0.2');
  await world.pass(MINUTE);
  expect(status()).toBe('seeding');
  await downloaded('10.0.0.3');
  await world.pass(MINUTE);
  expect(seed.row(id)).toMatchObject(PAUSED);
  await world.settle(seed.session.stop());
  await seed.start({ settings: { seedRatio: 2 } });
  await world.pass(MINUTE);
  expect(seed.row(id)).toMatchObject(PAUSED);
});

test('sharing ends after its time, which a restart and a crash do not begin anew', async () => {
  const settings = { seedTime: 10 };
  await sharing(settings);
  await world.pass(4 * MINUTE);
  await world.settle(seed.session.stop());
  await seed.start({ settings });
  await world.pass(4 * MINUTE);
  seed.crash();
  await seed.start({ settings });
  await world.pass(MINUTE);
  expect(status()).toBe('seeding');
  await world.pass(2.5 * MINUTE);
  expect(seed.row(id)).toMatchObject(PAUSED);
});

test('sharing ends when nobody gets anything for so long', async () => {
  await sharing({ seedIdle: 5 });
  await world.pass(4 * MINUTE);
  await downloaded('10.0.0.2');
  await world.pass(4 * MINUTE);
  expect(status()).toBe('seeding');
  await world.pass(1.5 * MINUTE);
  expect(status()).toBe('paused');
});

test("a torrent's own limit holds in place of the general one", async () => {
  await sharing({ seedTime: 2 });
  const seeding = { ratio: null, time: 5, idle: null };
  await seed.execute({ kind: 'set-options', id, changes: { seeding } });
  await world.pass(4 * MINUTE);
  expect(status()).toBe('seeding');
  await world.pass(1.5 * MINUTE);
  expect(status()).toBe('paused');
});

test('who is resumed after the end shares on without an end', async () => {
  await sharing({ seedTime: 1 });
  await world.pass(2 * MINUTE);
  expect(status()).toBe('paused');
  await seed.execute({ kind: 'resume', id });
  await world.pass(100 * MINUTE);
  expect(status()).toBe('seeding');
});

test('a changed limit holds at once', async () => {
  await sharing({});
  await world.pass(3 * MINUTE);
  await seed.execute({ kind: 'set-settings', changes: { seedTime: 2 } });
  expect(status()).toBe('paused');
});
