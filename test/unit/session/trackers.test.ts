import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TrackerStatus } from '../../../src/api/trackers.ts';
import { parseCommand } from '../../../src/api/validate.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

let world: World;
let machine: Machine;
let tracker: MemoryTracker;

beforeEach(async () => {
  world = new World();
  machine = await world.start('10.0.0.1');
  tracker = await MemoryTracker.start(world, '10.0.0.9');
});

async function statuses(id: string): Promise<TrackerStatus[]> {
  return (await machine.execute({ kind: 'get-trackers', id })) as TrackerStatus[];
}

test('tells how it stands with each tracker of a torrent', async () => {
  const torrent = memoryTorrent({ trackers: ['http://10.0.0.7/announce', tracker.url] });
  tracker.answer = () =>
    encode({ interval: 900, complete: 5, incomplete: 6, 'warning message': 'hello' });
  const began = world.clock.date();
  const id = await machine.add(torrent);
  await world.pass(10_000);
  const [down, up] = await statuses(id);
  expect(down).toMatchObject({
    tier: 0,
    swarm: 'v1',
    state: 'failing',
    lastAnswer: null,
  });
  expect(down!.error).toMatchObject({ fault: 'tracker' });
  expect(down!.nextAnnounce! - began).toBeGreaterThan(15_000);
  expect(up).toMatchObject({
    url: tracker.url,
    tier: 1,
    family: 'ipv4',
    state: 'working',
    seeds: 5,
    leechers: 6,
    peers: 0,
    warning: 'hello',
    error: null,
  });
  expect(up!.nextAnnounce! - up!.lastAnswer!).toBe(900_000);
  expect(up!.lastAnswer! - began).toBeLessThan(10_000);
});

test('a hybrid has each tracker once in each of its swarms', async () => {
  const torrent = memoryTorrent({ trackers: [tracker.url], version: 'hybrid' });
  const id = await machine.add(torrent);
  await world.pass(1000);
  expect((await statuses(id)).map(({ swarm, state }) => [swarm, state])).toEqual([
    ['v1', 'working'],
    ['v2', 'working'],
  ]);
});

test('what a paused torrent has not been told it is told by a scrape', async () => {
  const torrent = memoryTorrent({ trackers: [tracker.url] });
  const id = await machine.add(torrent);
  await world.until('announced', () => tracker.announces.length === 1);
  await machine.execute({ kind: 'pause', id });
  const idle = { state: 'idle', seeds: null, nextAnnounce: null };
  expect(await statuses(id)).toMatchObject([idle]);
  await world.pass(1000);
  const counts = { seeds: 1, leechers: 2, completed: 3 };
  expect(await statuses(id)).toMatchObject([{ ...idle, ...counts }]);
  expect(tracker.scrapes).toEqual([[id]]);
});

test('torrents that share a tracker share a scrape', async () => {
  const ids = [
    await machine.add(memoryTorrent({ trackers: [tracker.url], name: 'one' }), {
      paused: true,
    }),
    await machine.add(memoryTorrent({ trackers: [tracker.url], name: 'two' }), {
      paused: true,
    }),
    await machine.addLink(`magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`),
  ];
  for (const id of ids) await statuses(id);
  await world.pass(60_000);
  for (const id of ids) await statuses(id);
  await world.pass(60_000);
  expect(tracker.scrapes.map((names) => new Set(names))).toEqual([new Set(ids)]);
});

test('a magnet link has its trackers, all of them asked', async () => {
  const other = await MemoryTracker.start(world, '10.0.0.8');
  const link = `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}&tr=${other.url}`;
  const id = await machine.addLink(link);
  await world.pass(1000);
  expect((await statuses(id)).map(({ url, tier, state }) => [url, tier, state])).toEqual([
    [tracker.url, 0, 'working'],
    [other.url, 1, 'working'],
  ]);
});

test('a person has the trackers asked again, as soon as they allow it', async () => {
  tracker.answer = () => encode({ interval: 1800, 'min interval': 60 });
  const id = await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  const link = `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`;
  const magnet = await machine.addLink(link);
  await world.pass(10_000);
  await machine.execute({ kind: 'announce', id });
  await machine.execute({ kind: 'announce', id: magnet });
  await world.pass(40_000);
  expect(tracker.announces).toHaveLength(2);
  await world.pass(20_000);
  const again = tracker.announces.slice(2).map(({ name }) => name);
  expect(again.sort()).toEqual([id, magnet].sort());
  await machine.execute({ kind: 'pause', id });
  await machine.execute({ kind: 'announce', id });
  await world.pass(1000);
  expect(tracker.events().at(-1)).toBe('stopped');
});

describe('a tracker that takes its time to hear that we leave', () => {
  const left = ['started', 'stopped'];
  const back = ['started', 'stopped', 'started'];
  let id: string;

  beforeEach(async () => {
    tracker.answer = ({ event }) =>
      event === 'stopped' ? undefined : encode({ interval: 1800 });
    id = await machine.add(memoryTorrent({ trackers: [tracker.url] }));
    await world.until('announced', () => tracker.announces.length === 1);
    await world.pass(1000);
  });

  test('hears of a torrent that goes on only afterwards', async () => {
    await machine.execute({ kind: 'pause', id });
    await machine.execute({ kind: 'resume', id });
    await world.pass(2900);
    expect(tracker.events()).toEqual(left);
    await world.pass(200);
    expect(tracker.events()).toEqual(back);
  });

  test('hears nothing of one that is paused before', async () => {
    for (const kind of ['pause', 'resume', 'pause'] as const) {
      await machine.execute({ kind, id });
      await world.pass(100);
    }
    await world.pass(60_000);
    expect(tracker.events()).toEqual(left);
  });

  test('hears of one that is removed and added again only afterwards', async () => {
    await machine.execute({ kind: 'remove', id, deleteData: false });
    await machine.add(memoryTorrent({ trackers: [tracker.url] }));
    await world.pass(2900);
    expect(tracker.events()).toEqual(left);
    await world.pass(200);
    expect(tracker.events()).toEqual(back);
  });

  test('is waited for by the end of the session, though it is removed', async () => {
    const link = `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`;
    const magnet = await machine.addLink(link);
    await world.pass(1000);
    await machine.execute({ kind: 'remove', id, deleteData: false });
    await machine.execute({ kind: 'remove', id: magnet, deleteData: false });
    let ended = false;
    void machine.session.stop().then(() => {
      ended = true;
    });
    await world.pass(2900);
    expect(ended).toBe(false);
    await world.pass(200);
    expect(ended).toBe(true);
    expect(tracker.events()).toEqual(['started', 'started', 'stopped', 'stopped']);
  });

  test('is waited for though the link was paused before', async () => {
    const link = `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`;
    const magnet = await machine.addLink(link);
    await world.pass(1000);
    await machine.execute({ kind: 'remove', id, deleteData: false });
    await world.pass(4000);
    await machine.execute({ kind: 'pause', id: magnet });
    const stopped = machine.session.stop();
    const before = world.clock.now();
    await world.settle(stopped);
    expect(world.clock.now() - before).toBeGreaterThan(2900);
  });
});

test('a new port is announced at once, everywhere', async () => {
  const other = await MemoryTracker.start(world, '10.0.0.8');
  const link = `magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${other.url}`;
  await machine.addLink(link);
  await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  await world.pass(10_000);
  const changes = { listenPort: 7001 };
  await machine.execute({ kind: 'set-settings', changes });
  await world.pass(1000);
  await machine.execute({ kind: 'set-settings', changes: { uploadSlots: 4 } });
  await world.pass(10_000);
  for (const { announces } of [tracker, other]) {
    expect(announces.map(({ event }) => event)).toEqual(['started', undefined]);
    expect(announces.at(-1)!.port).toBe(7001);
  }
});

test('a new port is announced no sooner than the tracker allows', async () => {
  tracker.answer = () => encode({ interval: 1800, 'min interval': 60 });
  await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  await world.pass(10_000);
  const changes = { listenPort: 7001 };
  await machine.execute({ kind: 'set-settings', changes });
  await world.pass(49_000);
  expect(tracker.events()).toEqual(['started']);
  await world.pass(2000);
  expect(tracker.events()).toEqual(['started', undefined]);
});

test('a tracker knows us by the same key for the whole session', async () => {
  const id = await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  await machine.addLink(`magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`);
  await world.pass(1000);
  await machine.execute({ kind: 'pause', id });
  await machine.execute({ kind: 'resume', id });
  await world.pass(1000);
  const keys = tracker.announces.map(({ key }) => key);
  expect(keys).toHaveLength(4);
  expect(keys[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(new Set(keys).size).toBe(1);
});

test('after a sleep of the machine all is announced again', async () => {
  await machine.add(memoryTorrent({ trackers: [tracker.url] }));
  await machine.addLink(`magnet:?xt=urn:btih:${'5'.repeat(40)}&tr=${tracker.url}`);
  await world.pass(600_000);
  expect(tracker.events()).toEqual(['started', 'started', undefined, undefined]);
  // The clock stands still meanwhile, as Linux has it.
  const { clock } = world;
  const date = clock.date.bind(clock);
  clock.date = () => date() + 3_600_000;
  await world.pass(60_000);
  expect(tracker.announces).toHaveLength(6);
  clock.date = () => date() + 3_630_000;
  await world.pass(60_000);
  expect(tracker.announces).toHaveLength(6);
});

test('one that nobody can reach says so by port 1, which trackers do not refuse', async () => {
  const shy = world.machine('10.0.0.3');
  const refuse = async () => Promise.reject(new NetworkError('denied', 'no'));
  shy.tamper = (tcp) => ({ connect: tcp.connect.bind(tcp), listen: refuse });
  await shy.start();
  await shy.add(memoryTorrent({ trackers: [tracker.url] }));
  await world.pass(1000);
  expect(tracker.announces).toMatchObject([{ from: '10.0.0.3', port: 1 }]);
});

test('trackers that keep silent do not keep a hundred torrents from the one that answers', async () => {
  const silent: string[] = [];
  for (const host of ['10.0.8.1', '10.0.8.2', '10.0.8.3', '10.0.8.4']) {
    const one = await MemoryTracker.start(world, host);
    one.answer = undefined;
    silent.push(one.url);
  }
  const limits = { maxActive: 1000, maxActiveDownloads: 1000 };
  const changes = { announceTo: 'every-tier' as const, ...limits };
  await machine.execute({ kind: 'set-settings', changes });
  const trackers = [...silent, tracker.url];
  for (let number = 0; number < 100; number++) {
    await machine.add(memoryTorrent({ trackers, name: `${number}`, sizes: 1 }));
  }
  const start = world.clock.now();
  await world.until('announced', () => tracker.announces.length === 100, 3_600_000);
  expect(world.clock.now() - start).toBeLessThan(60_000);
}, 60_000);

test('how many trackers hear of us is a setting', async () => {
  const other = await MemoryTracker.start(world, '10.0.0.8');
  const trackers = [tracker.url, other.url];
  await machine.add(memoryTorrent({ trackers, name: 'one' }));
  await world.pass(1000);
  expect(other.announces).toHaveLength(0);
  const changes = { announceTo: 'every-tier' as const };
  await machine.execute({ kind: 'set-settings', changes });
  await machine.add(memoryTorrent({ trackers, name: 'two' }));
  await world.pass(1000);
  expect(other.announces).toHaveLength(1);
});

test.each(['get-trackers', 'announce'])(
  '%s takes the id of a torrent, and nothing else',
  (kind) => {
    const id = 'a'.repeat(40);
    expect(parseCommand({ kind, id })).toEqual({ kind, id });
    for (const wrong of [{}, { id: 'x' }, { id, more: 1 }]) {
      expect(() => parseCommand({ kind, ...wrong })).toThrow('not a command');
    }
  },
);
