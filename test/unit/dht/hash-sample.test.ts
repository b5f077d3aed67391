import { beforeEach, expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { HashSample } from '../../../src/dht/hash-sample.ts';
import { PeerStore } from '../../../src/dht/peer-store.ts';

const MINUTE = 60_000;
const ROOM = 60;

let store: PeerStore;
let sample: HashSample;

beforeEach(() => {
  const random = new MemoryRandom(1);
  store = new PeerStore({ family: 'ipv4', random, localNetwork: true });
  sample = new HashSample(store);
});

/** Somebody announces info hashes of these first bytes. */
function announced(from: number, to: number): void {
  for (let first = from; first < to; first++) {
    const peer = Uint8Array.of(81, 0, 0, first, 26, 225);
    store.add(new Uint8Array(20).fill(first, 0, 1), peer, false, 0);
  }
}

/** The first bytes of the samples. */
function firsts(now: number, most = ROOM): number[] {
  const { samples } = sample.answer(most, now);
  return Array.from({ length: samples.length / 20 }, (_, at) => samples[at * 20]!);
}

test('tells 20 of many, and how many there are', () => {
  announced(0, 100);
  const { samples, sampled } = sample.answer(ROOM, 0);
  expect(samples).toHaveLength(400);
  expect(sampled).toBe(100);
  expect(new Set(firsts(0)).size).toBe(20);
});

test('tells everyone the same for ten minutes, and then others', () => {
  announced(0, 100);
  const first = firsts(0);
  announced(100, 200);
  expect(firsts(10 * MINUTE - 1)).toEqual(first);
  const second = firsts(10 * MINUTE);
  expect(second).not.toEqual(first);
  expect(firsts(19 * MINUTE)).toEqual(second);
});

test('says when there will be others, in seconds', () => {
  announced(0, 100);
  expect(sample.answer(ROOM, 0).interval).toBe(600);
  expect(sample.answer(ROOM, 9.5 * MINUTE).interval).toBe(30);
  expect(sample.answer(ROOM, 10 * MINUTE - 1).interval).toBe(1);
});

test('tells all where there are few, new ones at once', () => {
  expect(sample.answer(ROOM, 0)).toMatchObject({ sampled: 0 });
  expect(firsts(0)).toEqual([]);
  announced(0, 3);
  expect(firsts(1).sort()).toEqual([0, 1, 2]);
  announced(3, 5);
  expect(firsts(2).sort()).toEqual([0, 1, 2, 3, 4]);
});

test('where there is room for fewer, some of the same are told', () => {
  announced(0, 100);
  const all = firsts(0);
  expect(firsts(1, 7)).toEqual(all.slice(0, 7));
  expect(firsts(1, 0)).toEqual([]);
  expect(firsts(1, -3)).toEqual([]);
});
