import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../../../background/platform/memory/random.ts';
import { ItemKeeper } from '../../../../src/dht/items/item-keeper.ts';
import { immutableItem } from '../../../../src/dht/items/make-item.ts';

const MINUTE = 60_000;
const ITEM = immutableItem('kept');
const NEXT = immutableItem('next');

let clock: MemoryClock;
/** When each put began, in minutes, and what it put. */
let puts: [minutes: number, value: string][];
let taken: number | Error;
let keeper: ItemKeeper;

beforeEach(() => {
  clock = new MemoryClock();
  puts = [];
  taken = 8;
  keeper = new ItemKeeper({
    clock,
    random: new MemoryRandom(1),
    dht: {
      put: async ({ value }) => {
        const text = new TextDecoder().decode(value.subarray(2));
        puts.push([clock.now() / MINUTE, text]);
        if (taken instanceof Error) throw taken;
        return taken;
      },
    },
  });
});

const gaps = () => puts.slice(1).map(([minutes], at) => minutes - puts[at]![0]);

test('puts an item at once, and again within each hour', async () => {
  keeper.keep(ITEM, 'now');
  await clock.advance(10 * 60 * MINUTE);
  expect(puts[0]).toEqual([0, 'kept']);
  expect(puts.length).toBeGreaterThanOrEqual(11);
  expect(Math.max(...gaps())).toBeLessThanOrEqual(60);
  expect(Math.min(...gaps())).toBeGreaterThan(54);
  expect(new Set(gaps()).size).toBeGreaterThan(5);
});

test('what others keep is put first within the hour, not at once', async () => {
  keeper.keep(ITEM, 'later');
  await clock.advance(0);
  expect(puts).toEqual([]);
  await clock.advance(60 * MINUTE);
  expect(puts).toHaveLength(1);
});

test.each([
  ['no node takes it', 0],
  ['it cannot be put', new Error('no network')],
])('tries again with back-off while %s, then no more', async (_, outcome) => {
  taken = outcome;
  keeper.keep(ITEM, 'now');
  await clock.advance(120 * MINUTE);
  expect(gaps().slice(0, 7)).toEqual([0.5, 1, 2, 4, 8, 16, 30]);
  taken = 1;
  await clock.advance(30 * MINUTE);
  const count = puts.length;
  await clock.advance(24 * MINUTE);
  expect(puts).toHaveLength(count);
});

test('a new version takes the place of the old one at once', async () => {
  keeper.keep(ITEM, 'now');
  await clock.advance(MINUTE);
  keeper.keep(NEXT, 'now');
  await clock.advance(200 * MINUTE);
  expect(puts.map(([, text]) => text)).toEqual(['kept', 'next', 'next', 'next', 'next']);
});

test('nothing is put once it is stopped, and a put under way is told', async () => {
  let signal: AbortSignal | undefined;
  const stuck = new ItemKeeper({
    clock,
    random: new MemoryRandom(1),
    dht: {
      put: (_, given) => {
        signal = given;
        puts.push([0, '']);
        return new Promise((_, reject) => {
          given.addEventListener('abort', () => reject(given.reason));
        });
      },
    },
  });
  stuck.keep(ITEM, 'now');
  stuck.stop();
  keeper.keep(ITEM, 'later');
  keeper.stop();
  await clock.advance(500 * MINUTE);
  expect(signal?.aborted).toBe(true);
  expect(puts).toHaveLength(1);
});
