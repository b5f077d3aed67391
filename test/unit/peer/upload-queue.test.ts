import { expect, test } from '@jest/globals';
import { UploadQueue } from '../../../src/peer/upload-queue.ts';

const block = (begin: number) => ({ piece: 0, begin, length: 1 });

test('answers in order, what was asked twice once, what was cancelled never', () => {
  const queue = new UploadQueue();
  for (const begin of [3, 1, 2, 3]) queue.add(block(begin));
  queue.cancel(block(1));
  expect([queue.take(), queue.take(), queue.take()]).toEqual([
    block(3),
    block(2),
    undefined,
  ]);
});

test('keeps a bounded number of requests', () => {
  const queue = new UploadQueue();
  for (let begin = 0; begin < 5000; begin++) queue.add(block(begin));
  expect(queue.length).toBe(1000);
  expect(queue.add(block(9999))).toBe(false);
});
