import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { Saver } from '../../../src/torrent/saver.ts';

let clock: MemoryClock;
let state: number;
let written: number[];
let failures: unknown[];

beforeEach(() => {
  clock = new MemoryClock();
  state = 0;
  written = [];
  failures = [];
});

/** Each write takes `ms`, and may fail. */
function saver(ms: number, fails = () => false): Saver {
  const write = async () => {
    const now = state;
    await new Promise<void>((done) => clock.timer(ms, done));
    if (fails()) throw new Error('full');
    written.push(now);
  };
  return new Saver(clock, write, (error) => failures.push(error));
}

test('writes many changes once, a tenth of a second after the first', async () => {
  const one = saver(0);
  for (state = 1; state < 5; state++) one.touch();
  await clock.advance(99);
  expect(written).toEqual([]);
  await clock.advance(1);
  expect(written).toEqual([5]);
  await clock.advance(10_000);
  expect(written).toEqual([5]);
});

test('writes one at a time, the last state always', async () => {
  const one = saver(250);
  for (state = 1; state <= 100; state++) {
    one.touch();
    await clock.advance(10);
  }
  state = 100;
  await clock.advance(1000);
  expect(written).toEqual([10, 45, 80, 100]);
});

test('flush resolves when the last change is written, also amid a write', async () => {
  const one = saver(50);
  state = 1;
  one.touch();
  await clock.advance(120);
  state = 2;
  one.touch();
  let flushed = false;
  void one.flush().then(() => {
    flushed = true;
  });
  await clock.advance(79);
  expect(flushed).toBe(false);
  await clock.advance(1);
  expect([flushed, written]).toEqual([true, [1, 2]]);
});

test('a write that fails is told, and the next change is written', async () => {
  let full = true;
  const one = saver(0, () => full);
  one.touch();
  await clock.advance(100);
  expect(failures).toHaveLength(1);
  full = false;
  state = 7;
  one.touch();
  await clock.advance(100);
  expect(written).toEqual([7]);
});

test('writes nothing once it is stopped, whatever changes', async () => {
  const one = saver(0);
  one.touch();
  one.stop();
  one.touch();
  await one.flush();
  await clock.advance(1000);
  expect(written).toEqual([]);
});
