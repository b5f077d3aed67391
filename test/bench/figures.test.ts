import { expect, test } from '@jest/globals';
import type { Contestant } from './contestant.ts';
import { resultsOf } from './figures.ts';
import type { Outcome } from './rounds.ts';
import { formatTable } from './table.ts';
import { missedThresholds } from './thresholds.ts';

const GB = 1e9;

function ran(key: string, ...seconds: number[]): Outcome {
  const costs = seconds.map((each) => ({
    seconds: each,
    cpuSeconds: 2 * each,
    peakMemory: 50e6,
  }));
  return { kind: 'ran', contestant: contestant(key), costs };
}

function contestant(key: string): Contestant {
  const never = () => Promise.reject(new Error('not run'));
  return { key, title: `the ${key}`, prepare: never, run: never };
}

test('an entry is the median of its runs, in MB/s, CPU seconds per GB and MB', () => {
  const { entries } = resultsOf([ran('aria2', 10, 4, 5)], GB);
  expect(entries[0]!.figures).toEqual({ speed: 200, cpu: 10, memory: 50 });
});

test('ratios are to libtorrent and to the faster of the raw pipelines', () => {
  const outcomes = [
    ran('aria2', 4),
    ran('libtorrent', 2),
    ran('raw-a', 8),
    ran('raw-b', 1),
  ];
  const { entries } = resultsOf(outcomes, GB);
  expect(entries[0]!.toLibtorrent).toEqual({ speed: 0.5, cpu: 2, memory: 1 });
  expect(entries[0]!.toRaw).toEqual({ speed: 0.25, cpu: 4, memory: 1 });
});

test('who could not run is named in the table with the reason', () => {
  const failed = { kind: 'failed', contestant: contestant('aria2'), reason: 'no aria2c' };
  const table = formatTable(resultsOf([ran('libtorrent', 2), failed as Outcome], GB));
  expect(table).toContain('the libtorrent   500');
  expect(table).toContain('aria2: did not run: no aria2c');
});

test('every threshold is met at its factor and missed below it', () => {
  const others = [ran('raw-staged', 6), ran('webtorrent', 50), ran('libtorrent', 6)];
  const met = resultsOf([ran('rill-app', 10), ran('rill-node', 10), ...others], GB);
  const missed = resultsOf([ran('rill-app', 11), ran('rill-node', 11), ...others], GB);
  expect(missedThresholds(met)).toEqual([]);
  expect(missedThresholds(missed)).toEqual([
    'rill-app at least 0.6 x raw pipeline: 0.55',
    'rill-app at least 5 x webtorrent: 4.55',
    'rill-node at least 0.6 x libtorrent: 0.55',
  ]);
});

test('a threshold that was not measured is missed', () => {
  expect(missedThresholds(resultsOf([], GB))).toContain(
    'rill-node at least 0.6 x libtorrent: not measured',
  );
});
