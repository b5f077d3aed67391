import { expect, test } from '@jest/globals';
import {
  formatProgress,
  ProgressLine,
  type ProgressRow,
} from '../../../background/launch/progress-line.ts';

const ROW: ProgressRow = {
  name: 'set',
  status: 'downloading',
  size: 1000,
  done: 455,
  downRate: 12_340_000,
  peers: 1,
  eta: 65,
};

function row(changes: Partial<ProgressRow>): ProgressRow {
  return { ...ROW, ...changes };
}

/** Keeps what is written to it. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 20, written, write: (text: string) => written.push(text) };
}

test('a line tells name, percent, rate, peers and time left', () => {
  expect(formatProgress([ROW])).toBe('set  45.5 %  12.3 MB/s  1 peer  1:05 left');
});

test('several torrents are one line: sums, and the time until the last is done', () => {
  expect(formatProgress([ROW, row({ size: 3000, eta: 3661 })])).toBe(
    '2 torrents  22.7 %  24.7 MB/s  2 peers  1:01:01 left',
  );
});

test('nothing is said of the time left while it is not known for all', () => {
  expect(formatProgress([ROW, row({ eta: null })])).not.toContain('left');
});

test('a complete torrent does not count for the time left', () => {
  expect(formatProgress([ROW, row({ done: 1000, eta: null })])).toContain('1:05 left');
});

test('100 % is said of nothing that lacks a byte', () => {
  expect(formatProgress([row({ size: 1e9, done: 1e9 - 1 })])).toContain(' 99.9 %');
  expect(formatProgress([row({ done: 1000 })])).toContain(' 100.0 %');
});

test('what is not downloading says so, and no percentage of an unknown size', () => {
  const unknown = row({ status: 'metadata', size: 0, done: 0, eta: null, downRate: 0 });
  expect(formatProgress([unknown])).toBe('set  metadata  0.0 MB/s  1 peer');
});

test('no torrent at all is said as well', () => {
  expect(formatProgress([])).toBe('no torrents');
});

test('on a terminal the line is written over itself and cut to its width', () => {
  const terminal = stream(true);
  let now = 0;
  const line = new ProgressLine(terminal, () => now);
  line.show([ROW]);
  now = 50;
  line.show([row({ done: 500 })]);
  now = 150;
  line.show([row({ done: 600 })]);
  line.finish([row({ done: 1000 })]);
  expect(terminal.written).toEqual([
    '\rset  45.5 %  12.3 M\x1b[K',
    '\rset  60.0 %  12.3 M\x1b[K',
    '\rset  100.0 %  12.3 \x1b[K',
    '\n',
  ]);
});

test('elsewhere a line is written every few seconds, and the last one', () => {
  const log = stream(false);
  let now = 0;
  const line = new ProgressLine(log, () => now);
  for (now = 0; now <= 3000; now += 500) line.show([row({ done: now / 5 })]);
  line.finish([row({ done: 1000, eta: null })]);
  expect(log.written).toEqual([
    'set  0.0 %  12.3 MB/s  1 peer  1:05 left\n',
    'set  60.0 %  12.3 MB/s  1 peer  1:05 left\n',
    'set  100.0 %  12.3 MB/s  1 peer\n',
  ]);
});

test('what is said stands on a line of its own', () => {
  const terminal = stream(true);
  new ProgressLine(terminal).say('hello');
  expect(terminal.written.join('')).toBe('\r\x1b[Khello\n');
});
