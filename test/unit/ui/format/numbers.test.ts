import { expect, test } from '@jest/globals';
import { COUNT, MINUTES, MOST, RATE, RATIO } from '../../../../ui/format/number-rules.ts';
import { readHosts } from '../../../../ui/format/read-hosts.ts';
import {
  type NumberRule,
  readNumber,
  showNumber,
} from '../../../../ui/format/read-number.ts';
import { readTime, showTime } from '../../../../ui/format/time-of-day.ts';
import { wrongNumber } from '../../../../ui/format/wrong-number.ts';

test.each<[string, NumberRule, number | null | undefined]>([
  ['12', COUNT, 12],
  [' 12 ', COUNT, 12],
  ['0', COUNT, undefined],
  ['', COUNT, undefined],
  ['1.5', COUNT, undefined],
  ['10001', COUNT, undefined],
  ['-1', COUNT, undefined],
  ['1e3', COUNT, undefined],
  ['0x10', COUNT, undefined],
  ['NaN', COUNT, undefined],
  ['', MOST, 0],
  ['0', MOST, 0],
  ['1,5', RATE, 1500],
  ['١٢٫٥', RATE, 12_500],
  ['۱۲', COUNT, 12],
  ['0.0001', RATE, undefined],
  ['', RATE, 0],
  ['', RATIO, null],
  ['0', RATIO, 0],
  ['2.5', RATIO, 2.5],
  ['', MINUTES, null],
])('a field takes %j as its rule says', (typed, rule, value) => {
  expect(readNumber(typed, rule)).toBe(value);
});

test.each<[number | null, NumberRule, string]>([
  [1500, RATE, '1.5'],
  [0, RATE, ''],
  [null, RATIO, ''],
  [0, RATIO, '0'],
  [123_456_789, RATE, '123456.789'],
])('shows %j so that it is read as the same', (value, rule, shown) => {
  expect(showNumber(value, rule)).toBe(shown);
  expect(readNumber(shown, rule)).toBe(value);
});

test('says what a field takes', () => {
  expect(wrongNumber(COUNT)).toBe('A whole number from 1 to 10,000.');
  expect(wrongNumber(RATE)).toBe('A number from 0.1 to 10,000,000, or nothing.');
});

test('reads hosts with their ports, each once', () => {
  expect(
    readHosts('a.example:1\n\n[2001:db8::1]:65535\na.example:1\n192.0.2.1:80'),
  ).toEqual({
    kind: 'hosts',
    hosts: ['a.example:1', '[2001:db8::1]:65535', '192.0.2.1:80'],
  });
});

test.each(['a.example', 'a.example:0', 'a:65536', ':1', '2001:db8::1:6881', 'a b:1'])(
  'takes %j for no host',
  (line) => {
    expect(readHosts(`b.example:2\n${line}`)).toEqual({ kind: 'wrong', line });
  },
);

test('takes no more hosts than one command may hold', () => {
  const hosts = Array.from({ length: 101 }, (_, index) => `h${index}:1`);
  expect(readHosts(hosts.join('\n'))).toEqual({ kind: 'too-many' });
});

test('a time of day is read as it is shown', () => {
  for (const minute of [0, 65, 1439]) expect(readTime(showTime(minute))).toBe(minute);
  expect(showTime(485)).toBe('08:05');
  expect(['', '24:00', '12:60', 'noon'].map(readTime)).toEqual(Array(4).fill(undefined));
});
