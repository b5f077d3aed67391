import { describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../../src/api/settings.ts';
import { limitsNow, strictest } from '../../../../ui/format/limits-now.ts';
import {
  axisTop,
  curveSummary,
  speedCurves,
} from '../../../../ui/format/speed-curves.ts';

const HISTORY = {
  step: 15_000,
  end: 100_000,
  last: 5_000,
  down: [0, 15_000, 30_000, 20_000],
  up: [0, 0, 0, 0],
  overhead: null,
};

test('a curve has bytes a second at the middle of each slot, the short last one, too', () => {
  expect(speedCurves(HISTORY)).toEqual({
    times: [57.5, 72.5, 87.5, 97.5],
    down: [0, 1000, 2000, 4000],
    up: [0, 0, 0, 0],
  });
});

test('its average is from when something first passed', () => {
  const { mean, peak, passed } = curveSummary(HISTORY.down, HISTORY);
  expect([mean, peak, passed]).toEqual([65_000 / 35, 4000, 65_000]);
  expect(curveSummary(HISTORY.up, HISTORY)).toEqual({ mean: 0, peak: 0, passed: 0 });
});

describe('the axis', () => {
  test('ends above the peak, and next to nothing looks like it', () => {
    expect(axisTop(1_000_000, [])).toBe(1_050_000);
    expect(axisTop(12, [])).toBe(10_500);
  });

  test('shows a limit that the curve comes near, not one far above it', () => {
    expect(axisTop(1_000_000, [1_900_000, 0])).toBe(1_995_000);
    expect(axisTop(1_000_000, [9_000_000])).toBe(1_050_000);
  });
});

test('of limits the strictest holds, where there is one', () => {
  expect(strictest(0, undefined, 300, 200)).toBe(200);
  expect(strictest(0, undefined)).toBe(0);
});

test('the alternative limits hold instead of the others', () => {
  const settings = { ...DEFAULT_SETTINGS, downLimit: 5, upLimit: 6 };
  expect(limitsNow({ alternativeLimits: false }, settings)).toEqual({ down: 5, up: 6 });
  expect(limitsNow({ alternativeLimits: true }, settings)).toEqual({
    down: settings.alternativeDownLimit,
    up: settings.alternativeUpLimit,
  });
});
