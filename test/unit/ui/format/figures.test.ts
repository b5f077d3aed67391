import { expect, test } from '@jest/globals';
import { formatBytes, formatRate } from '../../../../ui/format/bytes.ts';
import { formatDate } from '../../../../ui/format/date.ts';
import { formatDuration } from '../../../../ui/format/duration.ts';
import { formatPercent } from '../../../../ui/format/percent.ts';
import { formatPieceLength } from '../../../../ui/format/piece-length.ts';
import { readPort } from '../../../../ui/format/read-port.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.00 kB'],
  [9_996, '10.0 kB'],
  [99_960, '100 kB'],
  [999_600, '1.00 MB'],
  [1_240_000_000, '1.24 GB'],
  [3e15, '3.00 PB'],
])('writes %d bytes as %p', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 kB/s'],
  [512, '0.51 kB/s'],
  [12_430_000, '12.4 MB/s'],
])('writes a rate of %d as %p', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test.each([
  [0, '0s'],
  [45, '45s'],
  [182, '3m 2s'],
  [3_600, '1h'],
  [7_512, '2h 5m'],
  [86_399, '23h 59m'],
  [90_000, '1d 1h'],
])('writes %d seconds as %p', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0.0%'],
  [0.3333, '33.3%'],
  [0.99999, '99.9%'],
  [1, '100%'],
])('writes the share %d as %p', (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test.each([
  ['0', 0],
  [' 6881 ', 6881],
  ['65535', 65535],
  ['65536', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
])('reads the port %p as %p', (typed, port) => {
  expect(readPort(typed)).toBe(port);
});

test.each([
  [16_384, '16 KiB'],
  [2 ** 20, '1 MiB'],
  [2 ** 27, '128 MiB'],
])('writes a piece length of %d as %p', (bytes, text) => {
  expect(formatPieceLength(bytes)).toBe(text);
});

test('writes any moment that a torrent may name', () => {
  expect(formatDate(Date.UTC(2026, 0, 2, 12))).toMatch(/January 2, 2026/);
  for (const time of [-1e300, 8.64e15 + 1, Number.MAX_SAFE_INTEGER * 1000]) {
    expect(formatDate(time)).not.toBe('');
  }
});
