import { beforeEach, expect, test } from '@jest/globals';
import { toHex } from '../../../../src/bytes/hex.ts';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { ItemClient } from '../../../../src/dht/items/item-client.ts';
import { itemTarget } from '../../../../src/dht/items/item-target.ts';
import { immutableItem } from '../../../../src/dht/items/make-item.ts';
import { CHECKS, version } from './sample.ts';

/** What the nodes answer, one after another. */
let answers: DhtItem[];
/** How many of them were asked. */
let asked: number;
let searched: string[];
let put: [target: string, cas: number | undefined][];
let client: ItemClient;
const { signal } = new AbortController();
const NO_SALT = new Uint8Array(0);

beforeEach(() => {
  answers = [];
  asked = 0;
  searched = [];
  put = [];
  client = new ItemClient(
    {
      get: async (target, { found }) => {
        searched.push(toHex(target));
        for (const { salt: _, ...answer } of answers) {
          asked++;
          const item = { ...answer, value: answer.value.slice() };
          const isEnough = found(item);
          item.value.fill(0);
          if (isEnough) break;
        }
      },
      put: async (target, _, { cas }) => {
        put.push([toHex(target), cas]);
        return { taken: 7, refusals: [302] };
      },
    },
    CHECKS,
  );
});

const targetOf = (item: DhtItem) => itemTarget(item, CHECKS.hasher);

test('of a mutable item all nodes are heard, and the newest true one counts', async () => {
  const [one, two] = [await version(1), await version(2)];
  answers = [one, { ...two, seq: 3 }, two, one];
  expect(await client.get(one.key!, NO_SALT, signal)).toEqual(two);
  expect(asked).toBe(4);
  expect(searched).toEqual([toHex(await targetOf(one))]);
});

test('the salt of a mutable item leads to another place', async () => {
  const salt = Uint8Array.of(1);
  const salted = await version(1, 'x', salt);
  answers = [await version(2), salted];
  expect(await client.get(salted.key!, salt, signal)).toEqual(salted);
  expect(searched).toEqual([toHex(await targetOf(salted))]);
});

test('an immutable item is looked for until it is there', async () => {
  const item = immutableItem('x');
  answers = [immutableItem('y'), await version(1), item, item];
  expect(await client.getImmutable(await targetOf(item), signal)).toEqual(item);
  expect(asked).toBe(3);
});

test('what nobody has is not found', async () => {
  const item = await version(1);
  expect(await client.get(item.key!, NO_SALT, signal)).toBeUndefined();
  expect(await client.getImmutable(new Uint8Array(20), signal)).toBeUndefined();
});

test('an item is put where it belongs', async () => {
  const item = await version(2, 'x', Uint8Array.of(1));
  const target = toHex(await targetOf(item));
  expect(await client.put(item, signal)).toBe(7);
  expect(await client.replace(item, 1, signal)).toEqual({ taken: 7, refusals: [302] });
  expect(put).toEqual([
    [target, undefined],
    [target, 1],
  ]);
});

test('who gives up gets the reason, not half an answer', async () => {
  const item = await version(1);
  answers = [item];
  const reason = new Error('enough');
  const aborted = AbortSignal.abort(reason);
  await expect(client.get(item.key!, NO_SALT, aborted)).rejects.toBe(reason);
  await expect(client.getImmutable(new Uint8Array(20), aborted)).rejects.toBe(reason);
  await expect(client.put(item, aborted)).rejects.toBe(reason);
});
