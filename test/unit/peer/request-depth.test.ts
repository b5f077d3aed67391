import { expect, test } from '@jest/globals';
import { RequestDepth } from '../../../src/peer/request-depth.ts';

/** One second in which `blocks` arrive. */
function second(depth: RequestDepth, blocks: number): void {
  for (let block = 0; block < blocks; block++) depth.blockArrived();
  depth.measured(blocks * 16384);
}

test('grows with each block while the rate grows', () => {
  const depth = new RequestDepth();
  second(depth, 30);
  second(depth, 80);
  expect(depth.depth).toBe(16 + 110);
});

test('settles at two seconds of the rate once it stops growing', () => {
  const depth = new RequestDepth();
  second(depth, 100);
  second(depth, 100);
  expect(depth.depth).toBe(200);
});

test('never asks for more than 500, nor for fewer than 16 of a peer that delivers', () => {
  const depth = new RequestDepth();
  second(depth, 20_000);
  expect(depth.depth).toBe(500);
  second(depth, 20_000);
  expect(depth.depth).toBe(500);
  second(depth, 1);
  expect(depth.depth).toBe(16);
});

test('asks a snubbed peer for one block, and trusts it again as it delivers', () => {
  const depth = new RequestDepth();
  depth.snubbed();
  expect(depth.depth).toBe(1);
  second(depth, 10);
  expect(depth.depth).toBe(11);
});
