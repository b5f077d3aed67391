import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { textCreateReport } from '../../../background/cli/create-report.ts';
import { explain } from '../../../background/cli/explain.ts';
import { jsonReport, lineReport } from '../../../background/cli/report.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';

const ROW: TorrentRow = {
  id: '0'.repeat(40),
  name: 'film',
  status: 'downloading',
  error: null,
  size: 2_000_000,
  done: 1_234_567,
  progress: 0,
  downRate: 1500,
  upRate: 0,
  downloaded: 0,
  uploaded: 0,
  peers: 1,
  seeds: 0,
  eta: 61,
  fileCount: 1,
  folder: { id: 'f', name: 'F' },
  embedded: false,
  trackerError: null,
  addedAt: 0,
  completedAt: null,
  queuePosition: 1,
  labels: [],
  trackers: [],
};

/** A stream that keeps what it is given. */
function page(isTTY: boolean) {
  const text: string[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      text.push(`${chunk}`);
      done();
    },
  });
  return { text, stream: Object.assign(stream, { isTTY, columns: 60 }) };
}

test('writes one line over and over on a terminal, never wider than it', () => {
  const out = page(true);
  const report = lineReport(out.stream, page(true).stream, () => 0);
  report.progress(ROW);
  report.progress({ ...ROW, name: 'x'.repeat(100) });
  expect(out.text[0]).toBe(
    '\r\x1b[Kfilm: 61.7% of 2.0 MB, down 1.5 kB/s, up 0 B/s, 1 peer, 1 m',
  );
  expect(out.text[1]).toHaveLength('\r\x1b[K'.length + 59);
});

test('writes a line every ten seconds elsewhere', () => {
  const out = page(false);
  let now = 0;
  const report = lineReport(out.stream, page(false).stream, () => now);
  for (; now <= 20_000; now += 500) report.progress({ ...ROW, status: 'checking' });
  expect(out.text).toEqual(Array(3).fill('film: checking 0.0%\n'));
});

test('never rounds up to 100% before the end', () => {
  const out = page(false);
  lineReport(out.stream, page(false).stream, () => 0).progress({
    ...ROW,
    done: 1_999_999,
  });
  expect(out.text[0]).toContain('99.9%');
});

test('says why no tracker answers while there is no peer', () => {
  const out = page(false);
  const trackerError = { fault: 'tracker', code: 'x', message: 'go away' } as const;
  const report = lineReport(out.stream, page(false).stream, () => 0);
  report.progress({ ...ROW, peers: 0, trackerError });
  expect(out.text[0]).toContain('0 peers, 1 min 1 s left, go away');
});

test('keeps errors off standard output', () => {
  const [out, err] = [page(false), page(false)];
  const report = lineReport(out.stream, err.stream, () => 0);
  report.failed({ fault: 'input', code: 'bad-link', message: 'no link' });
  report.interrupted();
  expect(out.text).toEqual([]);
  expect(err.text.join('')).toContain('rill: no link\n');
});

test('writes one JSON object a line', () => {
  const out = page(false);
  const report = jsonReport(out.stream);
  report.progress(ROW);
  report.failed({ fault: 'storage', code: 'io', message: 'two\nlines' });
  expect(out.text.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  expect(out.text.map((line) => JSON.parse(line).event)).toEqual(['progress', 'error']);
});

test('explains what the file system refused', () => {
  const error = { fault: 'storage', code: 'no-space', message: 'ENOSPC' } as const;
  expect(explain(error)).toMatch(/^the disk is full; .* \(ENOSPC\)$/);
});

test('what names and errors say moves no cursor', () => {
  const out = page(true);
  const err = page(true);
  const message = 'no \u001b[2J';
  const report = lineReport(out.stream, err.stream, () => 0);
  report.progress({ ...ROW, name: 'film\u001b[2J' });
  report.failed({ fault: 'input', code: 'bad-command', message });
  const made = page(true);
  const making = textCreateReport(made.stream, made.stream, () => 0);
  making.failed({ fault: 'input', code: 'bad-command', message });
  const said = [out.text[0], err.text.at(-1), made.text.at(-1)];
  expect(said.map((text) => text?.includes('\u001b[2J'))).toEqual([false, false, false]);
});
