import { expect, test } from '@jest/globals';
import { ReadCache } from '../../../src/storage/read-cache.ts';

const MIB = 1 << 20;
const KIB = 1024;

/** A torrent of `pieces` pieces of 1 MiB; each byte is the number of its piece. */
function torrent(cache: ReadCache, pieces = 8) {
  const reads: number[] = [];
  const source = {
    read: async (offset: number, length: number) => {
      reads.push(offset / MIB);
      return new Uint8Array(length).fill(offset / MIB);
    },
  };
  return { ...cache.open(source, MIB, pieces * MIB), reads };
}

test('blocks of one span take one read', async () => {
  const cache = new ReadCache(4 * MIB);
  const { read, reads } = torrent(cache);
  const both = await Promise.all([read(3, 0, 16 * KIB), read(3, 16 * KIB, 16 * KIB)]);
  expect(both.map((bytes) => [bytes.length, bytes[0]])).toEqual([
    [16 * KIB, 3],
    [16 * KIB, 3],
  ]);
  expect(reads).toEqual([3]);
});

test('keeps to its budget, and to what was used last', async () => {
  const cache = new ReadCache(2 * MIB);
  const { read, reads } = torrent(cache);
  for (const piece of [0, 1, 0, 2, 0, 1]) await read(piece, 0, 1);
  expect(reads).toEqual([0, 1, 2, 1]);
  expect(cache.bytes).toBe(2 * MIB);
});

test('a fast torrent does not take the share of a slow one', async () => {
  const cache = new ReadCache(4 * MIB);
  const slow = torrent(cache);
  const fast = torrent(cache, 100);
  await slow.read(0, 0, 1);
  await slow.read(1, 0, 1);
  for (let piece = 0; piece < 100; piece++) await fast.read(piece, 0, 1);
  await slow.read(0, 0, 1);
  await slow.read(1, 0, 1);
  expect(slow.reads).toEqual([0, 1]);
  expect(cache.bytes).toBe(4 * MIB);
});

test('what is read stays as long as nothing else is read, however small the budget', async () => {
  const cache = new ReadCache(0);
  const { read, reads } = torrent(cache);
  await read(0, 0, 1);
  await read(0, 1, 1);
  expect(reads).toEqual([0]);
  await read(1, 0, 1);
  expect(cache.bytes).toBe(MIB);
});

test('nothing is kept of a torrent that ended, nor of a read that failed', async () => {
  const cache = new ReadCache(4 * MIB);
  const one = torrent(cache);
  await one.read(0, 0, 1);
  one.close();
  await one.read(1, 0, 1);
  expect(cache.bytes).toBe(0);
  const broken = cache.open({ read: () => Promise.reject(new Error('io')) }, MIB, MIB);
  await expect(broken.read(0, 0, 1)).rejects.toThrow('io');
  await expect(broken.read(0, 0, 1)).rejects.toThrow('io');
  expect(cache.bytes).toBe(0);
});
