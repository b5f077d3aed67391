import { beforeEach, expect, test } from '@jest/globals';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { itemTarget } from '../../../../src/dht/items/item-target.ts';
import { immutableItem } from '../../../../src/dht/items/make-item.ts';
import { StoredItems } from '../../../../src/dht/items/stored-items.ts';
import type { Signatures } from '../../../../src/ports/signatures.ts';
import { CHECKS, version } from './sample.ts';

const HOUR = 3_600_000;
const ALICE = Uint8Array.of(81, 0, 0, 1);
const MALLORY = Uint8Array.of(81, 0, 0, 66);

let store: StoredItems;
let now: number;

beforeEach(() => {
  store = new StoredItems(CHECKS);
  now = 0;
});

/** The code that a put is answered with; 0: stored. */
async function put(item: DhtItem, cas?: number, from = ALICE): Promise<number> {
  return (await store.put(item, cas, now, from))?.code ?? 0;
}

async function get(item: DhtItem): Promise<DhtItem | undefined> {
  return store.get(await itemTarget(item, CHECKS.hasher), now);
}

test('what was put is got, immutable, mutable, and salted', async () => {
  const salt = Uint8Array.of(9);
  const items = [
    immutableItem({ a: [1] }),
    await version(1),
    await version(1, 'x', salt),
  ];
  for (const item of items) expect(await put(item)).toBe(0);
  for (const item of items) expect(await get(item)).toEqual(item);
  expect(store.size).toBe(3);
});

test('what is kept does not change with the datagram it came in', async () => {
  const item = immutableItem('hello');
  const received = { value: item.value.slice() };
  await put(received);
  received.value.fill(0);
  expect(await get(item)).toEqual(item);
});

test('a newer version replaces an older one, and not the reverse', async () => {
  const [one, two] = [await version(1), await version(2)];
  expect(await put(one)).toBe(0);
  expect(await put(two)).toBe(0);
  expect(await put(one)).toBe(302);
  expect(await get(one)).toEqual(two);
});

test('the same version again is welcome, another value of its number is not', async () => {
  const one = await version(1);
  expect(await put(one)).toBe(0);
  expect(await put(one)).toBe(0);
  expect(await put(await version(1, 'other'))).toBe(302);
  expect(await get(one)).toEqual(one);
});

test('a put for another version than the present one is refused', async () => {
  expect(await put(await version(5), 3)).toBe(0);
  expect(await put(await version(7), 4)).toBe(301);
  expect(await put(await version(4), 4)).toBe(301);
  expect(await put(await version(7), 5)).toBe(0);
  expect((await get(await version(7)))?.seq).toBe(7);
});

test('a wrong signature is refused, and what is kept stays', async () => {
  const one = await version(1);
  await put(one);
  expect(await put({ ...one, seq: 2 })).toBe(206);
  expect(await put({ ...one, signature: new Uint8Array(64) })).toBe(206);
  expect(await get(one)).toEqual(one);
});

test('too long a value or salt, and a value of two forms, are refused by name', async () => {
  const one = await version(1);
  expect(await put({ value: new Uint8Array(1001) })).toBe(205);
  expect(await put({ ...one, salt: new Uint8Array(65) })).toBe(207);
  expect(await put({ value: new TextEncoder().encode('i01e') })).toBe(203);
  expect(store.size).toBe(0);
});

test('without signatures mutable items are refused, others kept', async () => {
  store = new StoredItems({ ...CHECKS, signatures: undefined });
  expect(await put(await version(1))).toBe(201);
  expect(await put(immutableItem('x'))).toBe(0);
});

test('an item goes two hours after it was put last', async () => {
  const item = await version(1);
  await put(item);
  now = HOUR;
  await put(item);
  now = 3 * HOUR - 1;
  expect(await get(item)).toEqual(item);
  now = 3 * HOUR;
  expect(await get(item)).toBeUndefined();
  expect(store.size).toBe(0);
});

test('of an item that is gone no sequence number is remembered', async () => {
  await put(await version(5));
  now = 2 * HOUR;
  expect(await put(await version(1), 9)).toBe(0);
});

test('who puts most loses the oldest when there is no room', async () => {
  store = new StoredItems(CHECKS, 10);
  const own = Array.from({ length: 4 }, (_, at) => immutableItem(`own ${at}`));
  for (const item of own) await put(item, undefined, ALICE);
  const flood = Array.from({ length: 100 }, (_, at) => immutableItem(at));
  for (const item of flood) await put(item, undefined, MALLORY);
  for (const item of own) expect(await get(item)).toEqual(item);
  expect(store.size).toBe(10);
  const kept = await Promise.all(flood.map(get));
  expect(kept.map(Boolean)).toEqual(flood.map((_, at) => at >= 94));
});

test('a household of IPv6 addresses counts as one', async () => {
  store = new StoredItems(CHECKS, 10);
  const own = immutableItem('own');
  await put(own);
  for (let at = 0; at < 100; at++) {
    const from = new Uint8Array(16).fill(32, 0, 8).fill(at, 8);
    await put(immutableItem(at), undefined, from);
  }
  expect(await get(own)).toEqual(own);
});

test('who keeps another one’s item alive does not get to displace it', async () => {
  store = new StoredItems(CHECKS, 10);
  const own = immutableItem('own');
  await put(own);
  await put(own, undefined, MALLORY);
  for (let at = 0; at < 100; at++) await put(immutableItem(at), undefined, MALLORY);
  expect(await get(own)).toEqual(own);
});

test('what is over makes room before anything else does', async () => {
  store = new StoredItems(CHECKS, 3);
  await put(immutableItem('over'), undefined, ALICE);
  now = HOUR;
  for (let at = 0; at < 2; at++) await put(immutableItem(at), undefined, MALLORY);
  now = 2 * HOUR;
  await put(immutableItem('new'), undefined, MALLORY);
  expect(await get(immutableItem(0))).toBeDefined();
  expect(store.size).toBe(3);
});

/** Signatures whose verdicts wait. */
function slow(): { signatures: Signatures; verified: (() => void)[] } {
  const verified: (() => void)[] = [];
  const signatures: Signatures = Object.assign(Object.create(CHECKS.signatures!), {
    verify: () => new Promise((resolve) => verified.push(() => resolve(true))),
  });
  return { signatures, verified };
}

test('of versions checked at the same time the newest stays', async () => {
  const { signatures, verified } = slow();
  store = new StoredItems({ ...CHECKS, signatures });
  const [one, two] = [await version(1), await version(2)];
  const answers = [put(two), put(one)];
  await new Promise(setImmediate);
  for (const done of verified) done();
  expect(await Promise.all(answers)).toEqual([0, 302]);
  expect((await get(one))?.seq).toBe(2);
});

test('more than 64 checks at a time are put off, and a version is verified once', async () => {
  const { signatures, verified } = slow();
  store = new StoredItems({ ...CHECKS, signatures });
  const items = await Promise.all(
    Array.from({ length: 70 }, (_, at) => version(1, 'x', Uint8Array.of(at))),
  );
  const answers = items.map((item) => put(item));
  await new Promise(setImmediate);
  expect(verified).toHaveLength(64);
  for (const done of verified) done();
  const codes = await Promise.all(answers);
  expect(codes).toEqual(items.map((_, at) => (at < 64 ? 0 : 201)));
  expect(await put(items[0]!)).toBe(0);
  expect(verified).toHaveLength(64);
});
