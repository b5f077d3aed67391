import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';

test('timers fire in order, each at its own time', async () => {
  const clock = new MemoryClock();
  const fired: [string, number][] = [];
  for (const [name, delay] of [
    ['c', 30],
    ['a', 10],
    ['d', 31],
    ['b', 10],
  ] as const) {
    clock.timer(delay, () => fired.push([name, clock.now()]));
  }
  await clock.advance(30);
  expect(fired).toEqual([
    ['a', 10],
    ['b', 10],
    ['c', 30],
  ]);
  expect(clock.now()).toBe(30);
  await clock.advance(1);
  expect(fired.length).toBe(4);
});

test('what a timer sets off by promises is done before the next timer', async () => {
  const clock = new MemoryClock();
  const order: string[] = [];
  clock.timer(1, async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
    order.push('first');
  });
  clock.timer(1, () => order.push('second'));
  await clock.advance(1);
  expect(order).toEqual(['first', 'second']);
});

test('timers set meanwhile fire too if they are due by the end', async () => {
  const clock = new MemoryClock();
  const fired: number[] = [];
  const again = () => {
    fired.push(clock.now());
    clock.timer(10, again);
  };
  clock.timer(10, again);
  await clock.advance(35);
  expect(fired).toEqual([10, 20, 30]);
});

test('a year passes at once', async () => {
  const clock = new MemoryClock();
  const start = clock.date();
  let fired = 0;
  clock.timer(364 * 86_400_000, () => fired++);
  await clock.advance(365 * 86_400_000);
  expect([fired, clock.date() - start]).toEqual([1, 365 * 86_400_000]);
});
