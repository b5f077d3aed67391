import { expect, test } from '@jest/globals';
import { isScheduled } from '../../../src/rate/schedule.ts';

/** 2026-01-04 was a Sunday. */
const at = (text: string) => Date.parse(`2026-01-${text}:00Z`);
const on = (from: number, to: number, days: number[], text: string, zone = 0) =>
  isScheduled({ days, from: from * 60, to: to * 60 }, at(text), zone);

test.each([
  ['04T07:59', false],
  ['04T08:00', true],
  ['04T16:59', true],
  ['04T17:00', false],
  ['05T12:00', false],
])('from 8 to 17 on Sundays: at %s it is %s', (text, expected) => {
  expect(on(8, 17, [0], text)).toBe(expected);
});

test.each([
  ['09T21:59', false],
  ['09T22:00', true],
  ['10T05:59', true],
  ['10T06:00', false],
  ['10T22:30', false],
  ['09T03:00', false],
])(
  'from 22 to 6 on Fridays, which ends on Saturday: at %s it is %s',
  (text, expected) => {
    expect(on(22, 6, [5], text)).toBe(expected);
  },
);

test('from an hour to the same hour is a whole day', () => {
  expect([on(8, 8, [1], '05T08:00'), on(8, 8, [1], '06T07:59')]).toEqual([true, true]);
  expect([on(8, 8, [1], '05T07:59'), on(8, 8, [1], '06T08:00')]).toEqual([false, false]);
});

test('goes by local time, whose day may be another', () => {
  expect(on(8, 17, [1], '04T23:30', 9 * 60)).toBe(true);
  expect(on(22, 23, [6], '04T05:30', -7 * 60)).toBe(true);
});

test('never on no day', () => {
  expect(on(0, 0, [], '04T12:00')).toBe(false);
});
