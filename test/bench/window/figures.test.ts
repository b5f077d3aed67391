import { expect, test } from '@jest/globals';
import { formatWindow, missedWindow, type WindowFigures } from './figures.ts';

const GOOD: WindowFigures = {
  firstPaint: 180,
  firstPaintWork: 240,
  inView: 0.03,
  hidden: 0.002,
  engine: 0.01,
  frameInterval: 16.7,
  frameMedian: 16.6,
  late: 0.01,
  frameWork: 9,
  frameWorkMedian: 5,
  heap: 5_000_000,
  messages: 2.5,
  bytes: 14_000,
  rows: 30,
  unwatched: 0,
};

test('what is within its bounds is not missed', () => {
  expect(missedWindow(GOOD)).toEqual([]);
  expect(missedWindow(undefined)).toEqual([]);
});

test('says of what is beyond its bound by how much, in the unit of the bound', () => {
  const figures = { ...GOOD, inView: 0.061, unwatched: 3 };
  expect(missedWindow(figures)).toEqual([
    'in view, idle below 5 % of a core: 6.10',
    'rows not on screen below 1 : 3',
  ]);
});

test('what could not be measured is missed', () => {
  expect(missedWindow({ ...GOOD, frameWork: Number.NaN })).toEqual([
    'frame, scrolling: work, p95 below 16.7 ms: NaN',
  ]);
});

test('shows each figure with its bound', () => {
  const text = formatWindow(GOOD);
  expect(text).toMatch(/first paint of the list +180 ms +below 300/);
  expect(text).toMatch(/heap +5\.0 MB +below 60/);
});
