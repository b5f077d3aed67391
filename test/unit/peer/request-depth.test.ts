import { expect, test } from '@jest/globals';
import { RequestDepth } from '../../../src/peer/request-depth.ts';

const BLOCK = 16384;

/**
 * A peer that is `roundTrip` milliseconds away and sends `most` bytes a second, or less when
 * it is not asked for more: what it sent in each second.
 */
function deliver(depth: RequestDepth, roundTrip: number, most: number, seconds: number) {
  const perSecond: number[] = [];
  let underWay: { key: number; at: number }[] = [];
  let key = 0;
  let lineFree = 0;
  for (let second = 0; second < seconds; second++) {
    let sent = 0;
    for (let now = second * 1000; now < (second + 1) * 1000; now += 5) {
      for (const { key } of underWay.filter(({ at }) => at <= now)) {
        depth.blockArrived(key, now);
        sent += BLOCK;
      }
      underWay = underWay.filter(({ at }) => at > now);
      while (underWay.length < depth.depth) {
        lineFree = Math.max(lineFree, now + roundTrip) + (BLOCK * 1000) / most;
        depth.asked(key, now);
        underWay.push({ key: key++, at: lineFree });
      }
    }
    perSecond.push(sent);
    depth.measured(sent);
  }
  return perSecond;
}

test.each([
  ['near', 5, 12.5e6, 2],
  ['200 ms away at 100 Mbit/s', 200, 12.5e6, 3],
  ['500 ms away at 1 Gbit/s', 500, 125e6, 9],
  ['200 ms away at 1 Mbit/s', 200, 125e3, 3],
])(
  'one peer, %s, is kept busy to 90%% after some seconds',
  (_, roundTrip, most, after) => {
    const rates = deliver(new RequestDepth(), roundTrip, most, after + 3);
    for (const rate of rates.slice(after)) expect(rate).toBeGreaterThan(0.9 * most);
  },
);

test('a slow peer is asked for little, also at first', () => {
  const depth = new RequestDepth();
  expect(depth.depth).toBe(4);
  deliver(depth, 100, 10_000, 40);
  expect(depth.depth).toBeLessThan(6);
});

test('a near peer is never asked for more than 500', () => {
  const depth = new RequestDepth();
  deliver(depth, 1, 300e6, 3);
  expect(depth.depth).toBe(500);
});

test('what waits at a peer is a second of its rate, and twice what the line holds', () => {
  const depth = new RequestDepth();
  deliver(depth, 100, 1_638_400, 10);
  // 100 blocks a second; 5 ms more on the way as each block is sent.
  expect(depth.depth).toBeGreaterThan(110);
  expect(depth.depth).toBeLessThan(130);
});

test('asks a snubbed peer for one block, and trusts it again as it delivers', () => {
  const depth = new RequestDepth();
  depth.snubbed();
  expect(depth.depth).toBe(1);
  const rates = deliver(depth, 200, 12.5e6, 6);
  expect(rates.at(-1)).toBeGreaterThan(0.9 * 12.5e6);
});
