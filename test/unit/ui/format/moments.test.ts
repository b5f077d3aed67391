import { expect, test } from '@jest/globals';
import { hostName } from '../../../../ui/format/host-name.ts';
import { formatAgo, formatUntil } from '../../../../ui/format/moment.ts';
import { formatRatio } from '../../../../ui/format/ratio.ts';
import { weekdays } from '../../../../ui/format/weekdays.ts';

test('says how long ago, and how long until', () => {
  expect(formatAgo(1_000, 126_000)).toBe('2m 5s ago');
  expect(formatAgo(1_000, 1_500)).toBe('just now');
  expect(formatUntil(60_001, 1)).toBe('in 1m');
  expect(formatUntil(1_000, 5_000)).toBe('now');
});

test('a share ratio has two digits, and there is none of nothing', () => {
  expect(formatRatio(5, 4)).toBe('1.25');
  expect(formatRatio(5, 0)).toBe('–');
});

test('a tracker is known by its host', () => {
  expect(hostName('udp://tracker.example:6969/announce')).toBe('tracker.example:6969');
  expect(hostName('nonsense')).toBe('nonsense');
});

test('the days of the week are counted as the contract counts them', () => {
  const days = weekdays();
  expect(days.map(({ day }) => day).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(days.find(({ day }) => day === 0)?.long).toBe('Sunday');
  expect(days.find(({ day }) => day === 6)?.short).toBe('Sat');
});
