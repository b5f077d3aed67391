import { expect, test } from '@jest/globals';
import { type Holder, lateBlocks } from '../../../src/torrent/late-blocks.ts';

const BLOCK = 16384;
const NOW = 100_000;

/** Sends `perSecond` blocks; the last one came `silent` milliseconds ago. */
function peer(requests: number[], perSecond: number, silent = 0, arriving = -1): Holder {
  return {
    requests: new Set(requests),
    arriving,
    lastBlock: NOW - silent,
    down: { rate: () => perSecond * BLOCK },
  };
}

const idle = peer([], 10);

test('the slowest are relieved first, of what they would send last', () => {
  const slow = peer([1, 2, 3], 2);
  const slower = peer([4, 5], 0.5);
  expect(lateBlocks(idle, [idle, slow, slower], NOW)).toEqual([5, 4, 3, 2, 1]);
});

test('who is soon through is left alone, and so is the block that is arriving', () => {
  expect(lateBlocks(idle, [peer([1, 2, 3], 10), peer([7, 8], 1, 0, 7)], NOW)).toEqual([
    8,
  ]);
});

test('one who is busy itself takes over only from those twice as busy', () => {
  const busy = peer([1, 2, 3, 4], 1);
  expect(lateBlocks(busy, [peer([5, 6, 7, 8, 9], 1)], NOW)).toEqual([]);
  expect(lateBlocks(busy, [peer([5, 6, 7, 8, 9], 0.5)], NOW)).toHaveLength(5);
});

test('who is silent for two seconds is waited for no more, however fast it was', () => {
  expect(lateBlocks(idle, [peer([1], 100, 1900)], NOW)).toEqual([]);
  expect(lateBlocks(idle, [peer([1], 100, 2100)], NOW)).toEqual([1]);
  expect(lateBlocks(idle, [peer([1], 0, 1000)], NOW)).toEqual([]);
  expect(lateBlocks(idle, [peer([1], 0, 2500)], NOW)).toEqual([1]);
});
