import { expect, test } from '@jest/globals';
import { BufferPool } from '../../../src/storage/buffer-pool.ts';

test('gives no more than its budget', () => {
  const pool = new BufferPool(100, (length) => new Uint8Array(length));
  expect(pool.take(40, 0)).toHaveLength(40);
  expect(pool.take(40, 1)).toHaveLength(40);
  expect(pool.take(40, 2)).toBeUndefined();
  expect(pool.taken).toBe(80);
});

test('gives each torrent two buffers however long they are', () => {
  const pool = new BufferPool(10, (length) => new Uint8Array(length));
  expect(pool.take(50, 0)).toBeDefined();
  expect(pool.take(50, 1)).toBeDefined();
  expect(pool.take(1, 2)).toBeUndefined();
  expect(pool.take(50, 0)).toBeDefined();
});

test('uses a buffer again once it is given back', () => {
  const pool = new BufferPool(100, (length) => new Uint8Array(length));
  const buffer = pool.take(60, 0)!;
  pool.give(buffer);
  expect(pool.taken).toBe(0);
  expect(pool.take(60, 0)).toBe(buffer);
});

test('does not keep what is over the budget', () => {
  const pool = new BufferPool(10, (length) => new Uint8Array(length));
  const long = pool.take(50, 0)!;
  pool.give(long);
  expect(pool.take(50, 0)).not.toBe(long);
});
