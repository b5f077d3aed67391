import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SystemClock } from '../../../background/host/system-clock.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a timer of fifty days fires after fifty days, not at once', () => {
  const fifty = 50 * 24 * 3600 * 1000;
  let fired = 0;
  new SystemClock().timer(fifty, () => fired++);
  jest.advanceTimersByTime(fifty - 1);
  expect(fired).toBe(0);
  jest.advanceTimersByTime(1);
  expect(fired).toBe(1);
  expect(jest.getTimerCount()).toBe(0);
});

test('a long timer can be cancelled half way', () => {
  const fifty = 50 * 24 * 3600 * 1000;
  let fired = 0;
  const timer = new SystemClock().timer(fifty, () => fired++);
  jest.advanceTimersByTime(fifty / 2);
  timer.cancel();
  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(fifty);
  expect(fired).toBe(0);
});

test('a timer is never early when the delay has a fraction', () => {
  const clock = new SystemClock();
  const start = clock.now();
  let at = 0;
  clock.timer(1.5, () => {
    at = clock.now();
  });
  jest.advanceTimersByTime(10);
  expect(at - start).toBeGreaterThanOrEqual(1.5);
});
