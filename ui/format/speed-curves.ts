import type { SpeedHistory } from '../../src/api/speed.ts';

/** What a curve comes to. */
export interface CurveSummary {
  /** Bytes a second, from when something first passed. */
  readonly mean: number;
  readonly peak: number;
  /** Bytes. */
  readonly passed: number;
}

export interface SpeedCurves {
  /** Seconds since 1970: the middle of each slot. */
  readonly times: readonly number[];
  /** Bytes a second. */
  readonly down: readonly number[];
  readonly up: readonly number[];
}

/** The last slot may be shorter than the others. */
export function speedCurves({ step, end, last, down, up }: SpeedHistory): SpeedCurves {
  const count = down.length;
  const length = (at: number) => (at === count - 1 ? last : step);
  const start = end - last - (count - 1) * step;
  const rates = (bytes: readonly number[]) =>
    bytes.map((value, at) => (value * 1000) / length(at));
  return {
    times: down.map((_, at) => (start + at * step + length(at) / 2) / 1000),
    down: rates(down),
    up: rates(up),
  };
}

/** Of one direction. */
export function curveSummary(
  bytes: readonly number[],
  { step, last }: Pick<SpeedHistory, 'step' | 'last'>,
): CurveSummary {
  const first = bytes.findIndex((value) => value > 0);
  if (first < 0) return { mean: 0, peak: 0, passed: 0 };
  const count = bytes.length;
  const passed = bytes.reduce((sum, value) => sum + value, 0);
  const time = (count - 1 - first) * step + last;
  const rates = bytes.map((value, at) => value / (at === count - 1 ? last : step));
  return { mean: (passed * 1000) / time, peak: Math.max(...rates) * 1000, passed };
}

/** A limit is shown where the curve comes near it: beyond that it would flatten the curve. */
export function axisTop(peak: number, limits: readonly number[]): number {
  const near = limits.filter((limit) => limit > 0 && limit <= 2 * peak);
  return Math.max(peak, ...near, LEAST_TOP) * 1.05;
}

/** Bytes a second: so that next to nothing looks like it. */
const LEAST_TOP = 10_000;
