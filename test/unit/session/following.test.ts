import { beforeEach, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { NodeSignatures } from '../../../background/platform/node/signatures.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { Dht } from '../../../src/dht/dht.ts';
import { ItemClient } from '../../../src/dht/items/item-client.ts';
import { signItem } from '../../../src/dht/items/make-item.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const ROUTER = '81.0.0.1';
const PORT = 6881;
const MINUTE = 60_000;
const SALT = new TextEncoder().encode('news');
/** Two versions of one folder: `b` changes, and a file is as it was. */
const first = memoryTorrent({ sizes: { a: 200_000, b: 50_000 } });
const second = memoryTorrent({ sizes: { a: 200_000, b: 70_000, c: 9 } });
const signatures = new NodeSignatures();
const KEY_SEED = new Uint8Array(32).fill(3);

let world: World;
/** The publisher's own node. */
let items: ItemClient;
let seed: Machine;
let machine: Machine;
let link: string;

const dht = { settings: { dht: true, dhtRouters: [`${ROUTER}:${PORT}`] } };
const signal = new AbortController().signal;

beforeEach(async () => {
  world = new World({ step: 100 });
  seed = await world.start(ROUTER, dht);
  for (let at = 2; at < 10; at++) await world.start(`${81 + at}.0.0.1`, dht);
  for (const torrent of [first, second]) {
    const folder = seed.folders.add(torrent === first ? 'first' : 'second');
    await seed.put(torrent, folder);
    await seed.add(torrent, { folder });
    await world.complete(torrent.id, seed);
  }
  items = await publisher();
  const key = toHex(await signatures.publicKey(KEY_SEED));
  link = `magnet:?xs=urn:btpk:${key}&s=${toHex(SALT)}&dn=the%20news`;
  machine = await world.start('70.0.0.1', dht);
});

async function publisher(): Promise<ItemClient> {
  const { udp } = world.network.host('71.0.0.1');
  const { clock, hasher } = world;
  const socket = await udp.bind({ host: '0.0.0.0', port: PORT }, (data, from) =>
    node.receive(data, from),
  );
  const node = new Dht({
    clock,
    random: new MemoryRandom(5),
    families: ['ipv4'],
    readOnly: false,
    send: (bytes, to) => socket.send(bytes, to),
  });
  node.start();
  node.addNode({ host: ROUTER, port: PORT });
  await world.pass(MINUTE);
  return new ItemClient(node, { hasher, signatures });
}

async function publish(torrent: MemoryTorrent, seq: number): Promise<void> {
  const value = { ih: torrent.infoHash };
  const item = await signItem({ value, seq, salt: SALT }, KEY_SEED, signatures);
  expect(await world.settle(items.put(item, signal))).toBeGreaterThan(4);
}

const rows = () => machine.session.rows();
const statuses = () => rows().map(({ id, status }) => `${id} ${status}`);
const followed = () => machine.store.keys('following/');

async function downloaded(torrent: MemoryTorrent): Promise<void> {
  const done = () => statuses().includes(`${torrent.id} seeding`);
  await world.until(torrent.id, done, 30 * MINUTE);
}

test('a link to a publisher becomes the torrent it names, then each newer one', async () => {
  await machine.addLink(link);
  expect(rows()).toMatchObject([{ name: 'the news', status: 'metadata', size: 0 }]);
  await publish(first, 1);
  await downloaded(first);
  expect(rows()).toHaveLength(1);
  expect(await machine.differences(first)).toEqual([]);
  await publish(second, 2);
  await downloaded(second);
  expect(await machine.differences(second)).toEqual([]);
  // The folder is the second's now.
  expect(statuses()).toContain(`${first.id} paused`);
  await machine.execute({ kind: 'resume', id: first.id });
  await world.pass(1000);
  expect(rows().find(({ id }) => id === first.id)!.progress).toBeLessThan(1);
});

test('it goes on after a restart, and takes back no older version', async () => {
  await machine.addLink(link);
  await publish(second, 5);
  await downloaded(second);
  await world.settle(machine.session.stop());
  const older = await signItem(
    { value: { ih: first.infoHash }, seq: 4, salt: SALT },
    KEY_SEED,
    signatures,
  );
  await world.settle(items.put(older, signal));
  await machine.start(dht);
  await world.pass(40 * MINUTE);
  expect(rows().map(({ id }) => id)).toEqual([second.id]);
  await publish(first, 6);
  await downloaded(first);
});

test('added again while its removal can be undone it is followed anew, whatever comes', async () => {
  const id = await machine.addLink(link);
  await machine.execute({ kind: 'remove', id, deleteData: false, undo: true });
  await world.settle(machine.addLink(link));
  machine.crash();
  await machine.start(dht);
  await world.pass(MINUTE);
  expect(statuses()).toEqual([`${id} metadata`]);
  await publish(first, 1);
  await downloaded(first);
  const gone = { kind: 'remove', id: first.id, deleteData: false, undo: true } as const;
  await world.settle(machine.execute(gone));
  await world.settle(machine.addLink(link));
  await world.pass(MINUTE);
  expect(rows()).toHaveLength(1);
  expect(await followed()).toHaveLength(1);
});

test('without a version yet it can be paused, resumed, and removed for good', async () => {
  const id = await machine.addLink(link);
  expect(await machine.addLink(link)).toBe(id);
  expect(rows()).toHaveLength(1);
  await expect(machine.execute({ kind: 'get-details', id })).rejects.toMatchObject({
    code: 'no-metadata',
  });
  expect(await machine.execute({ kind: 'get-trackers', id })).toEqual([]);
  await machine.execute({ kind: 'pause', id });
  await publish(first, 1);
  await world.pass(40 * MINUTE);
  await world.settle(machine.session.stop());
  await machine.start(dht);
  expect(statuses()).toEqual([`${id} paused`]);
  await machine.execute({ kind: 'resume', id });
  await downloaded(first);
  await machine.execute({ kind: 'remove', id: first.id, deleteData: false });
  expect(await followed()).toEqual([]);
  await publish(second, 2);
  await world.pass(40 * MINUTE);
  expect(rows()).toEqual([]);
});

test('with a hash beside it the link begins with that torrent', async () => {
  await machine.addLink(`${link}&xt=urn:btih:${first.id}`);
  await downloaded(first);
  await publish(second, 1);
  await downloaded(second);
});

test('labels go from the link to its torrent, and to each version after it', async () => {
  const id = await machine.addLink(link);
  await machine.execute({ kind: 'set-labels', ids: [id], add: ['News'], remove: [] });
  await publish(first, 1);
  await downloaded(first);
  expect(machine.row(first.id).labels).toEqual(['News']);
  await machine.execute({ kind: 'rename-label', label: 'News', to: 'Daily' });
  await publish(second, 2);
  await downloaded(second);
  expect(machine.row(second.id).labels).toEqual(['Daily']);
});

test('the next version of a paused torrent is paused', async () => {
  await machine.addLink(link);
  await publish(first, 1);
  await downloaded(first);
  await machine.execute({ kind: 'pause', id: first.id });
  await publish(second, 2);
  await world.until('the second', () => rows().length === 2, 30 * MINUTE);
  await world.pass(10 * MINUTE);
  expect(statuses()).toContain(`${second.id} paused`);
});

test('a version that is in the list already stands for the link', async () => {
  const folder = machine.folders.add('mine');
  await machine.add(first, { folder });
  await machine.addLink(link);
  await publish(first, 1);
  await world.until('the link to give way', () => rows().length === 1, 10 * MINUTE);
  await machine.execute({ kind: 'remove', id: first.id, deleteData: false });
  expect(await followed()).toEqual([]);
});

test('what a crash left behind of one that was removed goes at the next start', async () => {
  await machine.addLink(link);
  await publish(first, 1);
  await downloaded(first);
  const [key] = await followed();
  const record = await machine.store.get(key!);
  await machine.execute({ kind: 'remove', id: first.id, deleteData: false });
  await world.settle(machine.session.stop());
  await machine.store.set(key!, record!);
  await machine.start(dht);
  expect(await followed()).toEqual([]);
});
