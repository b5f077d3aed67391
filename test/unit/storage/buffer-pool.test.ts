import { expect, test } from '@jest/globals';
import { BufferPool } from '../../../src/storage/buffer-pool.ts';

test('gives no more than its budget', () => {
  const pool = new BufferPool(100, (length) => new Uint8Array(length));
  expect(pool.take(40, 0)).toHaveLength(40);
  expect(pool.take(40, 1)).toHaveLength(40);
  expect(pool.take(40, 2)).toBeUndefined();
  expect(pool.taken).toBe(80);
});

test('gives each torrent one buffer however long it is, and no more', () => {
  const pool = new BufferPool(10, (length) => new Uint8Array(length));
  expect(pool.take(50, 0)).toBeDefined();
  expect(pool.take(1, 1)).toBeUndefined();
  expect(pool.take(50, 0)).toBeDefined();
  expect(pool.taken).toBe(100);
});

test('without memory, fails who has no buffer, and lets wait who has one', () => {
  const pool = new BufferPool(100, () => {
    throw new RangeError('Array buffer allocation failed');
  });
  expect(pool.take(50, 1)).toBeUndefined();
  expect(() => pool.take(50, 0)).toThrow(expect.objectContaining({ code: 'no-memory' }));
  expect(pool.taken).toBe(0);
});

test('lets go of idle buffers before it fails', () => {
  let room = 1;
  const pool = new BufferPool(100, (length) => {
    if (room-- <= 0) throw new RangeError('Array buffer allocation failed');
    return new Uint8Array(length);
  });
  pool.give(pool.take(30, 0)!);
  expect(() => pool.take(40, 0)).toThrow(expect.objectContaining({ code: 'no-memory' }));
  room = 1;
  expect(pool.take(30, 0)).toHaveLength(30);
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
