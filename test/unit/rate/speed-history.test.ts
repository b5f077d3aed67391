import { describe, expect, test } from '@jest/globals';
import { SPANS, type Span, SpeedHistory } from '../../../src/rate/speed-history.ts';

/** A date at which every span begins a slot. */
const START = Date.UTC(2026, 0, 1);
const SECOND = 1000;
const HOUR = 3_600_000;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** Those slots in which something passed, by how many slots before the last. */
const filled = (values: readonly number[]) =>
  values.flatMap((bytes, at) => (bytes > 0 ? [[values.length - 1 - at, bytes]] : []));

test('has nothing to tell before anything passed', () => {
  const history = new SpeedHistory();
  history.add(0, 0, START, START + SECOND);
  const { down, up, step, end, last } = history.read('minute', START + 1500);
  expect([down.length, up.length, sum(down), sum(up)]).toEqual([60, 60, 0, 0]);
  expect([step, end, last]).toEqual([SECOND, START + SECOND, SECOND]);
});

test('counts each second by itself, both ways', () => {
  const history = new SpeedHistory();
  history.add(10, 1, START, START + SECOND);
  history.add(20, 2, START + SECOND, START + 2 * SECOND);
  history.add(30, 3, START + 2 * SECOND, START + 3 * SECOND);
  const { down, up } = history.read('minute', START + 3 * SECOND);
  expect(down.slice(-4)).toEqual([0, 10, 20, 30]);
  expect(up.slice(-4)).toEqual([0, 1, 2, 3]);
});

test('the same bytes are in every span, and none is lost between two', () => {
  const history = new SpeedHistory();
  let total = 0;
  for (let second = 0; second < 55; second++) {
    const bytes = 1_000_003 * second + 7;
    total += bytes;
    // Looked at a little late, each time.
    const from = START + second * SECOND + 37;
    history.add(bytes, 2 * bytes, from, from + SECOND);
  }
  const now = START + 56 * SECOND;
  for (const span of Object.keys(SPANS) as Span[]) {
    const { down, up } = history.read(span, now);
    expect([span, sum(down), sum(up)]).toEqual([span, total, 2 * total]);
  }
});

test('what was counted late is spread over the seconds that it took', () => {
  const history = new SpeedHistory();
  history.add(4001, 0, START, START + 4 * SECOND);
  const { down } = history.read('minute', START + 4 * SECOND);
  expect(down.slice(-5)).toEqual([0, 1000, 1000, 1000, 1001]);
});

test('after a sleep, what passed is not spread over it', () => {
  const history = new SpeedHistory();
  history.add(1000, 0, START, START + 5 * HOUR);
  const { down } = history.read('day', START + 5 * HOUR);
  expect(filled(down)).toEqual([[0, 1000]]);
});

test('forgets what is too long ago, span by span', () => {
  const history = new SpeedHistory();
  history.add(1000, 0, START, START + SECOND);
  const after = (ms: number) =>
    (Object.keys(SPANS) as Span[]).filter(
      (span) => sum(history.read(span, START + ms).down) > 0,
    );
  expect(after(59 * SECOND)).toEqual(['minute', 'hour', 'day']);
  expect(after(70 * SECOND)).toEqual(['hour', 'day']);
  expect(after(2 * HOUR)).toEqual(['day']);
  expect(after(25 * HOUR)).toEqual([]);
});

test('what passes after a long silence finds the old slots empty', () => {
  const history = new SpeedHistory();
  for (let second = 0; second < 60; second++) {
    history.add(5, 5, START + second * SECOND, START + (second + 1) * SECOND);
  }
  const later = START + 600 * SECOND;
  history.add(9, 9, later, later + SECOND);
  expect(filled(history.read('minute', later + SECOND).down)).toEqual([[0, 9]]);
});

test('the slot that is not over says how long it has lasted', () => {
  const history = new SpeedHistory();
  history.add(700, 0, START, START + 7 * SECOND);
  const { down, last, end } = history.read('day', START + 7 * SECOND);
  expect([down.at(-1), last, end]).toEqual([700, 7 * SECOND, START + 7 * SECOND]);
  // Of a slot that has only just begun there is nothing to tell.
  expect(history.read('day', START + 300_500).last).toBe(300_000);
});

describe('where the date goes back', () => {
  test('a little, what passes counts for the latest slot', () => {
    const history = new SpeedHistory();
    history.add(10, 0, START + 9 * SECOND, START + 10 * SECOND);
    history.add(20, 0, START + 4 * SECOND, START + 5 * SECOND);
    expect(sum(history.read('minute', START + 10 * SECOND).down)).toBe(30);
  });

  test('by more than a span, that span begins anew', () => {
    const history = new SpeedHistory();
    history.add(10, 0, START, START + SECOND);
    const before = START - 2 * HOUR;
    history.add(20, 0, before, before + SECOND);
    expect(sum(history.read('minute', before + SECOND).down)).toBe(20);
    expect(sum(history.read('day', START + SECOND).down)).toBe(30);
  });
});

test('goes on with a day that was read before', () => {
  const before = new SpeedHistory();
  before.add(111, 22, START, START + 10 * SECOND);
  const kept = before.read('day', START + 100 * SECOND);
  const history = new SpeedHistory();
  history.restore('day', kept);
  history.add(1000, 0, START + 200 * SECOND, START + 201 * SECOND);
  history.add(5, 0, START + 400 * SECOND, START + 401 * SECOND);
  const { down, up } = history.read('day', START + 450 * SECOND);
  expect(down.slice(-3)).toEqual([0, 1111, 5]);
  expect(up.slice(-3)).toEqual([0, 22, 0]);
});
