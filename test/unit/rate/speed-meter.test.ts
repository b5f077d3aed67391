import { expect, test } from '@jest/globals';
import { SpeedMeter } from '../../../src/rate/speed-meter.ts';

test('measures a steady stream', () => {
  const meter = new SpeedMeter();
  for (let now = 0; now < 20_000; now += 100) meter.add(1000, now);
  expect(meter.rate(20_000)).toBeGreaterThan(8500);
  expect(meter.rate(20_000)).toBeLessThan(10_500);
  expect(meter.total).toBe(200_000);
});

test('forgets after five seconds', () => {
  const meter = new SpeedMeter();
  meter.add(1_000_000, 0);
  expect(meter.rate(1000)).toBe(1_000_000);
  expect(meter.rate(4000)).toBe(250_000);
  expect(meter.rate(10_000)).toBe(0);
});

test('is not fooled by the first instant', () => {
  const meter = new SpeedMeter();
  meter.add(16_384, 0);
  expect(meter.rate(1)).toBe(16_384);
});
