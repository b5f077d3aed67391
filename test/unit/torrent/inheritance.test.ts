import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import type { Handover } from '../../../src/torrent/handover.ts';
import { Inheritance } from '../../../src/torrent/inheritance.ts';

const ONE = { name: 'one' } as unknown as Handover;
const OTHER = { name: 'other' } as unknown as Handover;

function start() {
  const clock = new MemoryClock();
  const declined: Handover[] = [];
  const inheritance = new Inheritance(clock, (handover) => declined.push(handover));
  return { clock, declined, inheritance };
}

test('is taken once', async () => {
  const { clock, declined, inheritance } = start();
  inheritance.keep(ONE);
  expect(inheritance.waiting).toBe(ONE);
  expect(inheritance.take()).toBe(ONE);
  expect(inheritance.take()).toBeUndefined();
  await clock.advance(60_000);
  expect(declined).toEqual([]);
});

test('is declined when the torrent has not begun after ten seconds', async () => {
  const { clock, declined, inheritance } = start();
  inheritance.keep(ONE);
  await clock.advance(9999);
  expect(declined).toEqual([]);
  await clock.advance(1);
  expect(declined).toEqual([ONE]);
  expect(inheritance.take()).toBeUndefined();
});

test('of two the first is kept', () => {
  const { declined, inheritance } = start();
  inheritance.keep(ONE);
  inheritance.keep(OTHER);
  expect(declined).toEqual([OTHER]);
  inheritance.decline();
  expect(declined).toEqual([OTHER, ONE]);
});
