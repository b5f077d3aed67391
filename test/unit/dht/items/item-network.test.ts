import { beforeAll, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../../background/platform/memory/random.ts';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { ItemClient } from '../../../../src/dht/items/item-client.ts';
import { ItemKeeper } from '../../../../src/dht/items/item-keeper.ts';
import { itemTarget } from '../../../../src/dht/items/item-target.ts';
import { immutableItem } from '../../../../src/dht/items/make-item.ts';
import { StoredItems } from '../../../../src/dht/items/stored-items.ts';
import { publishedValue } from '../../../../src/torrent/published-hash.ts';
import { PublisherWatch } from '../../../../src/torrent/publisher-watch.ts';
import { DhtNetwork } from '../../../support/dht-network.ts';
import { CHECKS, version } from './sample.ts';

const NODES = 12;
const MINUTE = 60;
const HOUR = 3600;
const { signal } = new AbortController();

const network = new DhtNetwork(5);

beforeAll(async () => {
  for (let at = 0; at < NODES; at++) {
    const items = new StoredItems(CHECKS);
    await network.add(network.members[0]?.endpoint, { items });
    await network.pass(0.2);
  }
  await network.pass(60);
});

const clientOf = (member: number) =>
  new ItemClient(network.members[member]!.node, CHECKS);

function get(member: number, { key, salt }: DhtItem): Promise<DhtItem | undefined> {
  const found = clientOf(member).get(key!, salt ?? new Uint8Array(0), signal);
  return network.until(found);
}

test('an immutable item is put with eight nodes, and found from any', async () => {
  const item = immutableItem({ hello: 'world' });
  expect(await network.until(clientOf(1).put(item, signal))).toBe(8);
  const target = await itemTarget(item, CHECKS.hasher);
  for (const member of [0, 5, 11]) {
    const found = clientOf(member).getImmutable(target, signal);
    expect(await network.until(found)).toEqual(item);
  }
});

test('of a mutable item the newest version is found, and an old one is refused', async () => {
  const salt = Uint8Array.of(1);
  const [one, two] = [await version(1, 'one', salt), await version(2, 'two', salt)];
  expect(await network.until(clientOf(2).put(one, signal))).toBe(8);
  expect(await get(9, one)).toEqual(one);
  const wrong = await network.until(clientOf(2).replace(two, 7, signal));
  expect(wrong).toMatchObject({ taken: 0, refusals: Array(8).fill(301) });
  expect(await network.until(clientOf(2).put(two, signal))).toBe(8);
  expect(await get(9, one)).toEqual(two);
  const old = await network.until(clientOf(2).replace(one, undefined, signal));
  expect(old).toMatchObject({ taken: 0, refusals: Array(8).fill(302) });
});

test('an item is there as long as it is kept alive, and two hours more at most', async () => {
  const salt = Uint8Array.of(2);
  const item = await version(1, 'alive', salt);
  const { clock } = network;
  const random = new MemoryRandom(1);
  const keeper = new ItemKeeper({ clock, random, dht: clientOf(1) });
  keeper.keep(item, 'now');
  await network.pass(2.5 * HOUR);
  expect(await get(2, item)).toEqual(item);
  keeper.stop();
  await network.pass(2 * HOUR);
  expect(await get(2, item)).toBeUndefined();
});

test('a publisher is followed from one torrent to the next', async () => {
  const salt = Uint8Array.of(3);
  const [a, b] = [new Uint8Array(20).fill(0xaa), new Uint8Array(20).fill(0xbb)];
  const naming = (seq: number, hash: Uint8Array) => version(seq, { ih: hash }, salt);
  const first = await naming(1, a);
  expect(first.value).toEqual(publishedValue(a));
  const published: number[] = [];
  const watch = new PublisherWatch({
    clock: network.clock,
    random: new MemoryRandom(2),
    dht: clientOf(10),
    publisher: { key: first.key!, salt },
    known: undefined,
    published: (infoHash) => published.push(infoHash[0]!),
  });
  watch.start();
  await network.pass(MINUTE);
  expect(published).toEqual([]);
  await network.until(clientOf(1).put(first, signal));
  await network.pass(2 * MINUTE);
  expect(published).toEqual([0xaa]);
  await network.until(clientOf(1).put(await naming(2, b), signal));
  await network.pass(16 * MINUTE);
  expect(published).toEqual([0xaa, 0xbb]);
  // Nobody but the one who follows keeps it alive now.
  await network.pass(2.5 * HOUR);
  expect((await get(2, first))?.seq).toBe(2);
  watch.stop();
});
