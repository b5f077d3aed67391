import { expect, test } from '@jest/globals';
import { retryAfter } from '../../../src/http/retry-after.ts';
import { judgeAnswer } from '../../../src/webseed/judge-answer.ts';

const MIB = 1 << 20;
const DATE = Date.parse('2026-11-21T10:00:00Z');

function judge(
  status: number,
  headers: Record<string, string> = {},
  part = { offset: 100, length: 50 },
  size = 1000,
) {
  const head = { status, headers: new Map(Object.entries(headers)) };
  const verdict = judgeAnswer(head, part, size, DATE);
  return verdict.kind === 'aside' ? verdict.error.code : verdict;
}

test.each(['bytes 100-149/1000', 'bytes 100-149/*'])('takes the range %s', (range) => {
  expect(judge(206, { 'content-range': range })).toEqual({ kind: 'take', skip: 0 });
});

test.each([
  ['bytes 100-148/1000', 'bad-answer'],
  ['bytes 0-49/1000', 'bad-answer'],
  ['', 'bad-answer'],
  ['bytes 100-149/1001', 'wrong-size'],
])('the range %j is %s', (range, code) => {
  expect(judge(206, { 'content-range': range })).toBe(code);
});

test('of a whole small file it takes its part', () => {
  expect(judge(200)).toEqual({ kind: 'take', skip: 100 });
  expect(judge(200, { 'content-length': '1000' })).toEqual({ kind: 'take', skip: 100 });
  expect(judge(200, { 'content-length': '999' })).toBe('wrong-size');
});

test('a large file is taken whole only when all of it was asked for', () => {
  expect(judge(200, {}, { offset: 0, length: MIB }, 5 * MIB)).toBe('no-ranges');
  const all = { offset: 0, length: 5 * MIB };
  expect(judge(200, {}, all, 5 * MIB)).toEqual({ kind: 'take', skip: 0 });
});

test('what is packed is no range of the file', () => {
  const headers = { 'content-range': 'bytes 100-149/1000', 'content-encoding': 'gzip' };
  expect(judge(206, headers)).toBe('bad-answer');
});

test.each([408, 429, 500, 502, 503, 504])('HTTP %i is to be tried later', (status) => {
  expect(judge(status)).toEqual({ kind: 'wait', ms: undefined });
  expect(judge(status, { 'retry-after': '7' })).toEqual({ kind: 'wait', ms: 7000 });
});

test.each([204, 304, 400, 401, 403, 451])('HTTP %i is no use', (status) => {
  expect(judge(status)).toBe('http-status');
});

test.each([
  ['120', 120_000],
  ['0', 0],
  ['99999999', 3_600_000],
  ['Sat, 21 Nov 2026 10:01:00 GMT', 60_000],
  ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ['Sat, 21 Xxx 2026 10:01:00 GMT', undefined],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After: %s is %s ms', (text, ms) => {
  expect(retryAfter(text, DATE)).toBe(ms);
});

test.each([
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Tue, 29 Feb 2000 23:59:59 GMT',
  'Mon, 01 Mar 2100 00:00:01 GMT',
  'Sun, 28 Feb 2027 12:00:00 GMT',
  'Thu, 31 Dec 2026 23:59:30 GMT',
])('reads the date %s', (text) => {
  expect(retryAfter(text, Date.parse(text) - 5000)).toBe(5000);
});
