import { beforeEach, expect, test } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const torrent = memoryTorrent({ sizes: { a: 900 * KIB, 'b/c': 700 * KIB, empty: 0 } });
const { id } = torrent;

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

const pause = () => leech.execute({ kind: 'pause', id });
const resume = () => leech.execute({ kind: 'resume', id });
const remove = (deleteData: boolean) => leech.execute({ kind: 'remove', id, deleteData });

/** Begins to download, until some of it is there. */
async function begin(): Promise<void> {
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('some of it', () => leech.row(id).done > 0);
}

/** Nothing of the torrent is in use on the machine. */
function expectQuiet(machine: Machine): void {
  const { power } = machine;
  expect(power.connections.size).toBe(0);
  expect(power.folders.size).toBe(0);
  expect(power.timers.size).toBe(0);
  expect(power.lateCalls).toBe(0);
}

test('a paused torrent leaves no socket, timer or folder open', async () => {
  await begin();
  await pause();
  await world.pass(200);
  expect(leech.row(id)).toMatchObject({ status: 'paused', peers: 0, downRate: 0 });
  expectQuiet(leech);
});

test('what was being written at a pause is had when it goes on', async () => {
  leech = await world.start('10.0.0.3');
  leech.power.writeTime = 500;
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('all sent', () => seed.row(id).uploaded === torrent.content.length);
  await world.pass(5);
  await pause();
  expect(leech.row(id).done).toBe(0);
  await resume();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(seed.row(id).uploaded).toBe(torrent.content.length);
});

test('the session says how far all that is downloading is', async () => {
  expect(leech.session.status().progress).toBeNull();
  await begin();
  const { done, size } = leech.row(id);
  expect(leech.session.status().progress).toBe(done / size);
  await pause();
  expect(leech.session.status().progress).toBeNull();
  expect(seed.session.status().progress).toBeNull();
});

test('pausing and going on in a hurry comes out right', async () => {
  await begin();
  for (let round = 0; round < 30; round++) {
    await (round % 2 === 0 ? pause() : resume());
    await world.pass(round % 3);
  }
  await resume();
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(leech.power.lateCalls).toBe(0);
  expect(leech.alerts.map(({ kind }) => kind)).toEqual(['completed']);
});

test('a pause while the files are checked ends the check', async () => {
  await leech.put(torrent);
  await leech.add(torrent);
  await world.pass(0);
  await pause();
  await world.pass(200);
  expect(leech.row(id).status).toBe('paused');
  expectQuiet(leech);
  await resume();
  await world.complete(id, leech);
});

test('files that are there already are checked, and the rest is fetched', async () => {
  await leech.put(torrent, undefined, (piece) => piece % 2 === 0);
  await leech.add(torrent);
  await world.until('checked', () => leech.row(id).status === 'downloading');
  expect(leech.row(id).done).toBe(13 * 64 * KIB);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(seed.row(id).uploaded).toBe(12 * 64 * KIB);
});

test('a torrent that is in the list is not added twice, by file or by link', async () => {
  await leech.add(torrent);
  expect(await leech.add(torrent)).toBe(id);
  expect(await leech.addLink(`magnet:?xt=urn:btih:${id}`)).toBe(id);
  const other = memoryTorrent({ name: 'other' });
  const both = await Promise.allSettled([leech.add(other), leech.add(other)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(leech.session.rows()).toHaveLength(2);
});

test('a removed torrent keeps its files, or takes them along', async () => {
  await begin();
  await world.settle(remove(false));
  expect(await leech.present(torrent)).toContain('thing/a');
  await leech.add(torrent);
  await world.until('checked', () => leech.row(id).status === 'downloading');
  await world.settle(remove(true));
  expect(await leech.present(torrent)).toEqual([]);
  expect(await leech.kept()).toEqual([]);
  await world.pass(1000);
  expectQuiet(leech);
});

test.each([0, 1, 2, 3, 4, 5])(
  'a torrent removed %i ms after it was added leaves nothing',
  async (delay) => {
    leech.power.writeTime = 20;
    await leech.add(torrent);
    await leech.meet(id, seed);
    await world.pass(delay);
    await world.settle(remove(true));
    await world.pass(1000);
    expect(await leech.present(torrent)).toEqual([]);
    expect(await leech.kept()).toEqual([]);
    expectQuiet(leech);
  },
);

test('a torrent removed while its files are written leaves nothing', async () => {
  leech.power.writeTime = 300;
  await leech.add(torrent);
  await leech.meet(id, seed);
  await world.until('all sent', () => seed.row(id).uploaded === torrent.content.length);
  await world.settle(remove(true));
  await world.pass(1000);
  expect(await leech.present(torrent)).toEqual([]);
  expectQuiet(leech);
  expect(leech.alerts).toEqual([]);
});

test('a torrent added again while it is being removed stays', async () => {
  await begin();
  leech.power.writeTime = 300;
  await world.pass(3);
  const removing = remove(true);
  await world.settle(Promise.all([removing, leech.add(torrent)]));
  expect(await leech.store.keys('torrent/')).toEqual([`torrent/${id}`]);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
});

test('a session that stopped has nothing open and does nothing more', async () => {
  await begin();
  await world.settle(leech.session.stop());
  expect(leech.power.listeners.size).toBe(0);
  expectQuiet(leech);
  await expect(pause()).rejects.toMatchObject({ code: 'bad-command' });
});

test('a session stopped while it dials and greets leaves no socket', async () => {
  await leech.add(torrent);
  await world.pass(20);
  await ScriptedPeer.listen(world, { host: '10.0.0.5', port: 1 }, torrent, () => {});
  await leech.meet(id, '10.0.0.5:1', '10.0.0.77:1', '10.0.0.1:1');
  await ScriptedPeer.dial(world, '10.0.0.6', leech, torrent);
  await leech.meet(id, '10.0.0.5:1', seed);
  await world.settle(leech.session.stop());
  await world.pass(60_000);
  expectQuiet(leech);
});

test('a session stopped while a tracker is silent ends within three seconds', async () => {
  const tracker = await MemoryTracker.start(world, '10.0.9.9');
  const tracked = memoryTorrent({ name: 'tracked', trackers: [tracker.url] });
  await leech.add(tracked);
  await world.until('announced', () => tracker.announces.length === 1);
  await world.pass(50);
  tracker.answer = undefined;
  const start = world.clock.now();
  await world.settle(leech.session.stop());
  expect(tracker.events()).toEqual(['started', 'stopped']);
  expect(world.clock.now() - start).toBeLessThanOrEqual(3100);
  await world.pass(60_000);
  expectQuiet(leech);
});

test('tells how many seeds there are, and when the last piece came, after a restart too', async () => {
  await begin();
  expect(leech.row(id)).toMatchObject({ peers: 1, seeds: 1, completedAt: null });
  await world.complete(id, leech);
  const { completedAt } = leech.row(id);
  expect(completedAt).toBeGreaterThan(leech.row(id).addedAt);
  expect(seed.row(id).completedAt).toBeNull();
  await world.settle(leech.session.stop());
  await leech.start();
  await world.until('seeding', () => leech.row(id).status === 'seeding');
  expect(leech.row(id)).toMatchObject({ seeds: 0, completedAt });
});

test('after a stop the next session goes on without fetching anything twice', async () => {
  await begin();
  await world.settle(leech.session.stop());
  const sent = seed.row(id).uploaded;
  await leech.start();
  await world.until('checked', () => leech.row(id).status === 'downloading');
  const done = leech.row(id).done;
  expect(done).toBeGreaterThan(0);
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(seed.row(id).uploaded - sent).toBe(torrent.content.length - done);
});

test('after a crash what was on record is not fetched again', async () => {
  await begin();
  await world.pass(150);
  await pause();
  await world.pass(200);
  const { done } = leech.row(id);
  leech.crash();
  await world.pass(1000);
  const sent = seed.row(id).uploaded;
  await leech.start();
  await resume();
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(seed.row(id).uploaded - sent).toBe(torrent.content.length - done);
});

test.each([1, 3, 6, 10, 15, 40, 120])(
  'after a crash %i ms into a download it goes on, in its own folder',
  async (delay) => {
    const folder = leech.folders.add('Mine');
    leech.power.writeTime = 2;
    await leech.add(torrent, { folder });
    await leech.meet(id, seed);
    await world.pass(delay);
    leech.crash();
    await world.pass(10);
    await leech.start();
    expect(leech.row(id).folder).toEqual(folder);
    await leech.meet(id, seed);
    await world.complete(id, leech);
    expect(await leech.differences(torrent, folder)).toEqual([]);
  },
);

test('a crash as a magnet link becomes a torrent loses neither', async () => {
  const port = seed.session.status().listenPort;
  const link = `magnet:?xt=urn:btih:${id}&x.pe=10.0.0.1:${port}`;
  for (let delay = 0; delay < 30; delay++) {
    const machine = await world.start(`10.0.1.${delay}`);
    await machine.addLink(link);
    await world.pass(delay);
    machine.crash();
    await world.pass(1);
    await machine.start();
    await machine.meet(id, seed);
    await world.complete(id, machine);
    expect(machine.session.rows()).toHaveLength(1);
    expect(await machine.store.keys('magnet/')).toEqual([]);
    await world.settle(machine.session.stop());
  }
});

test('a magnet link can be paused, moved and removed while it looks for peers', async () => {
  const folder = leech.folders.add('Mine');
  await leech.addLink(`magnet:?xt=urn:btih:${id}`);
  await pause();
  expect(leech.row(id).status).toBe('paused');
  expectQuiet(leech);
  await leech.execute({ kind: 'move', id, folder });
  await resume();
  await leech.meet(id, seed);
  await world.complete(id, leech);
  expect(await leech.differences(torrent, folder)).toEqual([]);
  await leech.addLink(`magnet:?xt=urn:btih:${'0'.repeat(40)}`);
  await leech.execute({ kind: 'remove', id: '0'.repeat(40), deleteData: true });
  expect(await leech.store.keys('magnet/')).toEqual([]);
});

test('of two changes of the port in a row the last counts, and nothing leaks', async () => {
  const change = (listenPort: number) =>
    leech.execute({ kind: 'set-settings', changes: { listenPort } });
  await Promise.all([change(1111), change(2222)]);
  expect(leech.session.status().listenPort).toBe(2222);
  // One of each family.
  expect(leech.power.listeners.size).toBe(2);
  const changing = change(3333);
  await Promise.all([world.settle(leech.session.stop()), changing]);
  expect(leech.power.listeners.size).toBe(0);
});

test('settings that cannot be written do not change, and the next change can', async () => {
  const change = (listenPort: number) =>
    leech.execute({ kind: 'set-settings', changes: { listenPort } });
  const set = leech.store.set.bind(leech.store);
  leech.store.set = () => Promise.reject(new Error('no room for records'));
  await expect(change(1111)).rejects.toThrow('no room');
  leech.store.set = set;
  expect(await leech.execute({ kind: 'get-settings' })).toMatchObject({
    listenPort: 6881,
  });
  expect(leech.session.status().listenPort).toBe(6881);
  expect(await change(2222)).toMatchObject({ listenPort: 2222 });
});

test('where its port is taken a session listens on another', async () => {
  const second = world.machine('10.0.0.2');
  await world.network
    .host('10.0.0.9')
    .tcp.listen({ host: '0.0.0.0', port: 6881 }, () => {});
  expect(second.session.status()).toMatchObject({ listenPort: 6881, listenError: null });
  const third = await world.start('10.0.0.9');
  expect(third.session.status()).toMatchObject({ listenPort: 49_152, listenError: null });
});

test('where a crash left a link beside its torrent, the torrent alone is restored', async () => {
  await world.settle(leech.session.stop());
  const { embedded: folder } = leech.folders;
  const link = { link: `magnet:?xt=urn:btih:${id}`, folder, paused: false, addedAt: 1 };
  await leech.store.set(`torrent/${id}`, torrent.file);
  await leech.store.set(`magnet/${id}`, new TextEncoder().encode(JSON.stringify(link)));
  await leech.start();
  expect(leech.session.rows().map(({ name }) => name)).toEqual(['thing']);
  expect(await leech.store.keys('magnet/')).toEqual([]);
});
