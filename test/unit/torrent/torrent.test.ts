import { beforeEach, expect, test } from '@jest/globals';
import type { RillError } from '../../../src/errors/rill-error.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { PeerBudget } from '../../../src/peer/peer-budget.ts';
import { RateLimits } from '../../../src/session/rate-limits.ts';
import { BufferPool } from '../../../src/storage/buffer-pool.ts';
import { NO_RANKS } from '../../../src/storage/file-ranks.ts';
import { ReadCache } from '../../../src/storage/read-cache.ts';
import { DEFAULT_OPTIONS } from '../../../src/storage/torrent-options.ts';
import { Torrent } from '../../../src/torrent/torrent.ts';
import { TrackerClients } from '../../../src/tracker/tracker-clients.ts';
import { ConnectionBudget } from '../../../src/webseed/connection-budget.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { peerIdOf } from '../../support/sim/scripted-peer.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const source = memoryTorrent({ sizes: 40 * 64 * KIB });

let world: World;
let seed: Machine;
let machine: Machine;
let pool: BufferPool;
let torrent: Torrent;
let failures: RillError[];

/** A torrent without its session, so that its buffers can be counted. */
beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  await seed.put(source);
  await seed.add(source);
  await world.complete(source.id, seed);
  machine = world.machine('10.0.0.2');
  pool = new BufferPool(10 * 64 * KIB, (length) => new Uint8Array(length));
  failures = [];
  const context = {
    ports: machine.ports(),
    pool,
    trackers: new TrackerClients({}),
    announceTo: () => 'first-tier' as const,
    userAgent: 'Rill/1',
    webSeedConnections: new ConnectionBudget(10),
    peerId: peerIdOf('me'),
    trackerKey: 1,
    peerBudget: new PeerBudget({ connections: 100, perTorrent: 100, halfOpen: 10 }),
    listenPort: () => undefined,
    limits: new RateLimits(machine.ports().clock),
    uploadSlots: () => 0,
    pex: () => true,
    dht: { port: undefined, add: () => {}, search: async () => {} },
    lsd: { add: () => () => {} },
    save: async () => {},
    learnedLayers: async () => {},
    completed: () => {},
    failed: (_: Torrent, error: RillError) => failures.push(error),
    cache: new ReadCache(1 << 20),
    changed: (changed: Torrent) => changed.queues && changed.admit(true),
    checkTurn: async () => () => {},
    happened: () => {},
    peerDropped: () => {},
  };
  const hashes = { v1: source.infoHash, v2: undefined };
  torrent = new Torrent(context, parseTorrent(source.file), hashes, {
    have: undefined,
    folder: machine.folders.embedded,
    ownFolder: false,
    unwanted: [],
    ranks: NO_RANKS,
    options: DEFAULT_OPTIONS,
    paused: false,
    addedAt: 0,
    downloaded: 0,
    uploaded: 0,
    seeded: 0,
  });
  torrent.start();
  torrent.addPeers([{ host: '10.0.0.1', port: 6881 }]);
});

const some = () => world.until('buffers in use', () => pool.taken > 0);

test('no buffer is in use once it is complete', async () => {
  await world.until('complete', () => torrent.complete);
  expect(pool.taken).toBe(0);
});

test('never takes more buffers than the budget', async () => {
  machine.power.writeTime = 20;
  let most = 0;
  await world.until('complete', () => {
    most = Math.max(most, pool.taken);
    return torrent.complete;
  });
  expect(most).toBe(10 * 64 * KIB);
});

test.each([0, 1, 2, 5, 20, 50])(
  'gives every buffer back when paused, %i ms after it had some',
  async (delay) => {
    machine.power.writeTime = 30;
    await some();
    await world.pass(delay);
    torrent.pause();
    await world.pass(500);
    expect(pool.taken).toBe(0);
    torrent.resume();
    await world.until('complete', () => torrent.complete);
    expect(pool.taken).toBe(0);
    expect(await machine.differences(source)).toEqual([]);
  },
);

test('gives every buffer back when its disk fails', async () => {
  machine.power.writeTime = 30;
  await some();
  machine.folders.disk.failWith(new StorageError('io', 'broken'), 'write');
  await world.until('failed', () => torrent.state.kind === 'error');
  await world.pass(500);
  expect(pool.taken).toBe(0);
  expect(failures.map(({ code }) => code)).toEqual(['io']);
});

test('gives every buffer back when its peer leaves and it is removed', async () => {
  await some();
  seed.crash();
  await world.pass(1000);
  const removing = torrent.remove(true);
  await world.settle(removing);
  expect(pool.taken).toBe(0);
  expect(await machine.present(source)).toEqual([]);
});

test('what is selected while it runs is what comes, and what was had stays', async () => {
  machine.power.writeTime = 30;
  await some();
  await world.until('some had', () => torrent.doneBytes > 0);
  torrent.prioritise([0], 'skip');
  await world.until('complete', () => torrent.complete);
  expect(torrent).toMatchObject({ doneBytes: 0, selection: { size: 0 } });
  torrent.prioritise([0], 'normal');
  await world.until('complete', () => torrent.complete);
  expect(await machine.differences(source)).toEqual([]);
  // Only pieces not yet whole were begun anew.
  expect(torrent.downloaded).toBeLessThan(source.content.length + 10 * 64 * KIB);
  expect(pool.taken).toBe(0);
});

test('shutting down waits until what was whole is written and had', async () => {
  machine.power.writeTime = 200;
  await world.until('all sent', () => pool.taken === 10 * 64 * KIB);
  await world.pass(5);
  await world.settle(torrent.shutDown());
  expect(pool.taken).toBe(0);
  expect(torrent.doneBytes).toBeGreaterThan(0);
  expect(machine.power.folders.size + machine.power.lateCalls).toBe(0);
});
