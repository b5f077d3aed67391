import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { availability } from '../../../src/torrent/availability.ts';

/** As many pieces as there are counts; those in `had` are here. */
function of(counts: readonly number[], ...had: number[]) {
  const have = new Bitfield(counts.length);
  for (const piece of had) have.set(piece, true);
  return availability(have, (piece) => counts[piece]!);
}

test('copies are those of the rarest piece, us included, and the share above', () => {
  expect(of([1, 2, 3, 3, 3, 3, 3], 0).copies).toBeCloseTo(2 + 5 / 7);
  expect(of([0, 0]).copies).toBe(0);
  expect(of([4, 4], 0, 1).copies).toBe(5);
});

test('a part tells of the rarest piece that is lacking', () => {
  const counts = Array.from({ length: 4000 }, (_, piece) => 5 + (piece % 4));
  counts[1] = 1;
  const { parts } = of(counts, 1, 4, 5, 6, 7);
  expect(parts).toHaveLength(1000);
  // The one that one peer has is had here; of the second part all is.
  expect([...parts.subarray(0, 3)]).toEqual([5, 5, 5]);
  expect(of(counts).parts[0]).toBe(1);
});

test('more peers than a byte counts are as many as it does', () => {
  expect([...of([70_000, 255, 254]).parts]).toEqual([255, 255, 254]);
});
