import { expect, test } from '@jest/globals';
import {
  copiesComing,
  type Holder,
  lateBlocks,
} from '../../../src/torrent/late-blocks.ts';

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
/** With a patience of a second. */
const late = (of: Holder, ...others: Holder[]) =>
  lateBlocks(of, [of, ...others], NOW, 1000);

test('the slowest are relieved first, of what they would send last', () => {
  const slow = peer([1, 2, 3], 2);
  const slower = peer([4, 5], 0.5);
  expect(late(idle, slow, slower)).toEqual([5, 4, 3, 2, 1]);
});

test('who is soon through is left alone, and so is the block that is arriving', () => {
  expect(late(idle, peer([1, 2, 3], 10), peer([7, 8], 1, 0, 7))).toEqual([8]);
});

test('one who is busy itself takes over only from those twice as busy', () => {
  const busy = peer([1, 2, 3, 4], 1);
  expect(late(busy, peer([5, 6, 7, 8, 9], 1))).toEqual([]);
  expect(late(busy, peer([5, 6, 7, 8, 9], 0.5))).toHaveLength(5);
});

test('who is silent for two seconds is waited for no more, however fast it was', () => {
  expect(late(idle, peer([1], 100, 1900))).toEqual([]);
  expect(late(idle, peer([1], 100, 2100))).toEqual([1]);
  expect(late(idle, peer([1], 0, 1000))).toEqual([]);
  expect(late(idle, peer([1], 0, 2500))).toEqual([1]);
});

test('a block that stopped in the middle is late, too', () => {
  expect(late(idle, peer([7, 8], 10, 2500, 7))).toEqual([8, 7]);
});

test('a block asked of the silent alone is not coming', () => {
  const pits = [peer([1], 0, 2500), peer([1], 0, 9000), peer([1], 100, 2100)];
  expect(copiesComing(1, pits, NOW)).toBe(0);
  expect(copiesComing(1, [...pits, peer([1, 2], 1), peer([2], 1)], NOW)).toBe(1);
});
