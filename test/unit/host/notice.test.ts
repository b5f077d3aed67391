import { expect, test } from '@jest/globals';
import { noticeOf } from '../../../background/host/notice.ts';

const error = { fault: 'storage', code: 'no-space', message: 'full' } as const;
const completed = { kind: 'completed', id: 'a', name: 'Film' } as const;
const stopped = { kind: 'torrent-error', id: 'b', name: 'Book', error } as const;
const both = { notifyCompleted: true, notifyError: true };

test('tells of what is complete, and of what an error stopped', () => {
  expect(noticeOf(completed, both)).toEqual({ kind: 'completed', id: 'a', name: 'Film' });
  expect(noticeOf(stopped, both)).toEqual({
    kind: 'error',
    id: 'b',
    name: 'Book',
    error,
  });
});

test('tells of neither where it is not wanted', () => {
  expect(noticeOf(completed, { ...both, notifyCompleted: false })).toBeUndefined();
  expect(noticeOf(stopped, { ...both, notifyError: false })).toBeUndefined();
});

test('tells of no peer that was dropped', () => {
  const dropped = { kind: 'peer-dropped', id: 'a', peer: '192.0.2.1:1', error } as const;
  expect(noticeOf(dropped, both)).toBeUndefined();
});
