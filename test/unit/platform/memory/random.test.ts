import { expect, test } from '@jest/globals';
import { MemoryRandom } from '../../../../background/platform/memory/random.ts';

function draw(seed: number): unknown[] {
  const random = new MemoryRandom(seed);
  return [random.integer(1000), random.bytes(8).join(), random.integer(2 ** 32)];
}

test('the same seed gives the same run, another seed another', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(0)).not.toEqual(draw(1));
});
