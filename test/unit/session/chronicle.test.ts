import { beforeEach, describe, expect, test } from '@jest/globals';
import type { LogPart } from '../../../src/api/log.ts';
import type { SpeedHistory, SpeedSpan } from '../../../src/api/speed.ts';
import type { Statistics } from '../../../src/api/statistics.ts';
import { encode } from '../../../src/bencode/encode.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { ScriptedPeer } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const FAST = { settings: { limitLocal: true, downLimit: 200_000 } };

let world: World;
let torrent: MemoryTorrent;
let seed: Machine;

beforeEach(async () => {
  world = new World();
  torrent = memoryTorrent({ name: 'Sintel', sizes: 1_000_003 });
  seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(torrent.id, seed);
});

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const history = (machine: Machine, span: SpeedSpan, id: string | null = null) =>
  machine.execute({ kind: 'get-speed-history', id, span }) as Promise<SpeedHistory>;
const statistics = (machine: Machine) =>
  machine.execute({ kind: 'get-statistics' }) as Promise<Statistics>;
const log = async (machine: Machine, id: string | null = null) =>
  ((await machine.execute({ kind: 'get-log', id, after: 0 })) as LogPart).entries;
const codes = async (machine: Machine, id: string | null = null) =>
  (await log(machine, id)).map(({ code }) => code);

async function leech(options = FAST): Promise<Machine> {
  const machine = await world.start('10.0.0.2', options);
  await machine.add(torrent);
  await machine.meet(torrent.id, seed);
  return machine;
}

describe('the history of speed', () => {
  test('has each byte that passed, of the torrent and of all together', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await world.pass(1500);
    const { downloaded } = machine.row(torrent.id);
    for (const span of ['minute', 'hour', 'day'] as const) {
      for (const id of [torrent.id, null]) {
        const { down, up } = await history(machine, span, id);
        expect([span, id, sum(down), sum(up)]).toEqual([span, id, downloaded, 0]);
        expect(sum((await history(seed, span, id)).up)).toBe(downloaded);
      }
    }
  });

  test('has what passed beside the payload apart, of all together', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await world.pass(1500);
    const { overhead } = await history(machine, 'hour');
    // Headers of 1,460 bytes of payload are 40 bytes, and acknowledgements go back.
    expect(sum(overhead!.down)).toBeGreaterThan(27_000);
    expect(sum(overhead!.down)).toBeLessThan(40_000);
    expect(sum(overhead!.up)).toBeGreaterThan(13_000);
    const { session } = await statistics(machine);
    expect(session.overheadDown).toBe(sum(overhead!.down));
    expect((await history(machine, 'hour', torrent.id)).overhead).toBeNull();
  });

  test('shows how fast it was, second by second', async () => {
    const machine = await leech();
    await world.pass(4000);
    const { down } = await history(machine, 'minute', torrent.id);
    for (const bytes of down.slice(-2)) {
      expect(bytes).toBeGreaterThan(150_000);
      expect(bytes).toBeLessThan(250_000);
    }
  });

  test('what a torrent brought before it was removed stays in that of all', async () => {
    const machine = await leech();
    await world.pass(2500);
    const { downloaded } = machine.row(torrent.id);
    await world.settle(
      machine.execute({ kind: 'remove', id: torrent.id, deleteData: true }),
    );
    await world.pass(1000);
    expect(sum((await history(machine, 'hour')).down)).toBe(downloaded);
    expect(sum((await history(machine, 'hour', torrent.id)).down)).toBe(0);
  });

  test('the day of all torrents survives a restart', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    const before = sum((await history(machine, 'day')).down);
    await world.settle(machine.session.stop());
    await world.pass(600_000);
    await machine.start();
    const { down } = await history(machine, 'day');
    expect(sum(down)).toBe(before);
    expect(down.findIndex((bytes) => bytes > 0)).toBe(288 - 3);
    expect(sum((await history(machine, 'hour')).down)).toBe(0);
  });
});

describe('the statistics', () => {
  test('tell what this session and all of them came to', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await world.pass(60_000);
    const first = await statistics(machine);
    const { downloaded } = machine.row(torrent.id);
    expect(first.session).toMatchObject({ downloaded, added: 1, completed: 1 });
    expect(first.session.mostPeers).toBe(1);
    expect(first.session.time).toBeGreaterThanOrEqual(60);
    expect(first.allTime).toEqual(first.session);
    await world.settle(machine.session.stop());
    await machine.start();
    const second = await statistics(machine);
    expect(second.session).toMatchObject({ downloaded: 0, added: 0, completed: 0 });
    expect(second.allTime).toMatchObject({ downloaded, added: 1, completed: 1 });
    expect([first.starts, second.starts]).toEqual([1, 2]);
    expect(second.since).toBe(first.since);
  });

  test('a crash takes a minute of them at most', async () => {
    torrent = memoryTorrent({ name: 'large', sizes: 30_000_000 });
    await seed.put(torrent);
    await seed.add(torrent);
    await world.complete(torrent.id, seed);
    const machine = await leech();
    await world.pass(70_000);
    machine.crash();
    await machine.start();
    const { allTime } = await statistics(machine);
    expect(allTime.downloaded).toBeGreaterThan(10_000_000);
    expect(allTime.added).toBe(1);
  });

  test('are written once a minute while something passes, not each second', async () => {
    torrent = memoryTorrent({ name: 'large', sizes: 30_000_000 });
    await seed.put(torrent);
    await seed.add(torrent);
    await world.complete(torrent.id, seed);
    const machine = await leech();
    let writes = 0;
    const { set } = machine.store;
    machine.store.set = (key, value) => {
      if (key === 'statistics') writes++;
      return set.call(machine.store, key, value);
    };
    await world.pass(130_000);
    expect(writes).toBe(2);
  });

  test('are counted anew when a person says so', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await world.pass(5000);
    await machine.execute({ kind: 'reset-statistics' });
    await world.settle(machine.session.stop());
    await machine.start();
    const { allTime, since } = await statistics(machine);
    expect([allTime.downloaded, allTime.completed]).toEqual([0, 0]);
    expect(since).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  test('a record that cannot be read counts as none', async () => {
    const machine = world.machine('10.0.0.2');
    await machine.store.set('statistics', new TextEncoder().encode('{"since":-1}'));
    await machine.start();
    const { allTime, starts } = await statistics(machine);
    expect([allTime.downloaded, starts]).toEqual([0, 1]);
  });

  test('count what came and nobody asked for', async () => {
    const machine = await world.start('10.0.0.2');
    await machine.add(torrent);
    await world.pass(50);
    const peer = await ScriptedPeer.join(world, '10.0.0.66', machine, torrent);
    peer.sendBlock({ piece: 0, begin: 0, length: 16_384 });
    await world.pass(1000);
    const { session } = await statistics(machine);
    expect([session.downloaded, session.duplicate, session.wrong]).toEqual([
      16_384, 16_384, 0,
    ]);
  });

  test('count what came and was wrong', async () => {
    const machine = await world.start('10.0.0.2');
    await machine.add(torrent);
    await world.pass(50);
    const liar = await ScriptedPeer.join(world, '10.0.0.66', machine, torrent);
    liar.serve((range) => liar.sendBlock(range, true));
    await world.until('caught', () => liar.closed);
    const { session } = await statistics(machine);
    expect(session.wrong).toBeGreaterThan(0);
    expect(await codes(machine, torrent.id)).toEqual(
      expect.arrayContaining(['piece-wrong', 'peer-banned']),
    );
  });
});

describe('the log', () => {
  test('tells the life of a torrent, in order', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await machine.execute({ kind: 'pause', id: torrent.id });
    await machine.execute({ kind: 'resume', id: torrent.id });
    await world.pass(1000);
    expect(await codes(machine, torrent.id)).toEqual([
      'added',
      'checked',
      'started',
      'completed',
      'paused-by-person',
      'resumed',
      'checked',
      'started',
    ]);
    const [added] = await log(machine, torrent.id);
    expect(added).toMatchObject({ name: 'Sintel', id: torrent.id, level: 'info' });
  });

  test('tells who paused it: a limit of sharing', async () => {
    const machine = await leech();
    await world.complete(torrent.id, machine);
    await machine.execute({ kind: 'set-settings', changes: { seedRatio: 0 } });
    await world.pass(10_000);
    const all = await codes(machine, torrent.id);
    expect(all.at(-1)).toBe('paused-by-limit');
  });

  test('of a link: that it was added, and that its files are known', async () => {
    const machine = await world.start('10.0.0.2');
    await machine.addLink(`magnet:?xt=urn:btih:${torrent.id}&dn=Sintel`);
    await machine.meet(torrent.id, seed);
    await world.complete(torrent.id, machine);
    expect(await codes(machine, torrent.id)).toEqual([
      'link-added',
      'metadata-found',
      'checked',
      'started',
      'completed',
    ]);
    const { session } = await statistics(machine);
    expect(session.added).toBe(1);
  });

  test('of the engine: where it listens, and what was set', async () => {
    const machine = await world.start('10.0.0.3');
    await machine.execute({
      kind: 'set-settings',
      changes: { downLimit: 5000, alternative: 'on', lsd: false },
    });
    const engine = (await log(machine)).filter(({ id }) => id === null);
    expect(engine.map(({ code }) => code)).toEqual([
      'engine-started',
      'listening',
      'dht-off',
      'lsd-unavailable',
      'settings-changed',
      'lsd-off',
      'alternative-on',
    ]);
    expect(engine[1]!.values).toEqual({ port: 6881 });
    expect(engine[4]!.values.settings).toBe('downLimit alternative lsd');
  });

  test('a tracker that fails is told of once, and when it answers again', async () => {
    const tracker = await MemoryTracker.start(world, '10.0.0.9');
    const works = tracker.answer;
    tracker.answer = () => encode({ 'failure reason': 'down for an hour' });
    torrent = memoryTorrent({ name: 'tracked', sizes: 1000, trackers: [tracker.url] });
    const machine = await world.start('10.0.0.2');
    await machine.add(torrent);
    await world.pass(300_000);
    const trackers = async () =>
      (await codes(machine, torrent.id)).filter((code) => code.startsWith('tracker'));
    expect(await trackers()).toEqual(['tracker-failed']);
    tracker.answer = works;
    await world.pass(3_600_000);
    expect(await trackers()).toEqual(['tracker-failed', 'tracker-works']);
  });

  test('a torrent whose record cannot be read is told of', async () => {
    const machine = world.machine('10.0.0.2');
    await machine.store.set(`torrent/${torrent.id}`, new Uint8Array([1, 2, 3]));
    await machine.start();
    const entry = (await log(machine)).find(({ code }) => code === 'not-restored');
    expect(entry).toMatchObject({ level: 'error', values: { what: torrent.id } });
    expect(entry!.error).not.toBeNull();
  });

  test('nothing is written of what is done to nothing', async () => {
    const machine = await world.start('10.0.0.2');
    const gone = machine.execute({ kind: 'pause', id: 'f'.repeat(40) });
    await expect(gone).rejects.toMatchObject({ code: 'no-such-torrent' });
    expect(await codes(machine, 'f'.repeat(40))).toEqual([]);
  });
});
