import { expect, test } from '@jest/globals';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { BloomFilter } from '../../../src/dht/bloom-filter.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { readVectors } from '../../support/vectors.ts';

interface Vector {
  readonly filter_hex: string;
  readonly estimate: number;
}

const { bep33_bloom } = readVectors<{ bep33_bloom: Vector }>('dht-items.json');

async function filterOf(addresses: readonly string[]): Promise<BloomFilter> {
  const filter = BloomFilter.empty();
  for (const address of addresses) {
    filter.insert(await nodeSha.digest('sha1', [parseIp(address)!]));
  }
  return filter;
}

const V4 = Array.from({ length: 256 }, (_, at) => `192.0.2.${at}`);
const V6 = Array.from({ length: 1000 }, (_, at) => `2001:db8::${at.toString(16)}`);

test('gives the filter and the estimate of the specification', async () => {
  const filter = await filterOf([...V4, ...V6]);
  expect(toHex(filter.bytes)).toBe(bep33_bloom.filter_hex.toLowerCase());
  expect(filter.estimate()).toBeCloseTo(bep33_bloom.estimate, 3);
});

test('the filters of several nodes become one of all that they know', async () => {
  const filter = await filterOf(V4);
  filter.merge(await filterOf([...V4.slice(100), ...V6]));
  expect(toHex(filter.bytes)).toBe(bep33_bloom.filter_hex.toLowerCase());
});

test.each([1, 10, 100, 1000, 4000])(
  'estimates %i addresses to a tenth',
  async (count) => {
    const addresses = Array.from(
      { length: count },
      (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
    );
    const estimate = (await filterOf(addresses)).estimate();
    expect(Math.abs(estimate - count)).toBeLessThanOrEqual(0.1 * count + 0.5);
  },
);

test('an empty filter is of nobody, a full one of a bounded number', () => {
  expect(BloomFilter.empty().estimate()).toBe(0);
  const full = BloomFilter.from(new Uint8Array(256).fill(255))!;
  expect(full.estimate()).toBeCloseTo(7805.7, 1);
});

test('takes 256 bytes and no others, as a copy', () => {
  const bytes = fromHex(bep33_bloom.filter_hex)!;
  const filter = BloomFilter.from(bytes)!;
  bytes.fill(0);
  expect(filter.estimate()).toBeCloseTo(bep33_bloom.estimate, 3);
  expect(BloomFilter.from(new Uint8Array(255))).toBeUndefined();
  expect(BloomFilter.from(new Uint8Array(257))).toBeUndefined();
});
