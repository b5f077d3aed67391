import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Toasts } from '../../../../ui/store/toasts.ts';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const texts = (toasts: Toasts) => toasts.shown.value.map((toast) => toast.text);

test('goes by itself after eight seconds', () => {
  const toasts = new Toasts();
  toasts.show({ tone: 'good', text: 'done' });
  jest.advanceTimersByTime(7_999);
  expect(texts(toasts)).toEqual(['done']);
  jest.advanceTimersByTime(1);
  expect(texts(toasts)).toEqual([]);
});

test('keeps what went wrong until it is dismissed', () => {
  const toasts = new Toasts();
  toasts.show({ tone: 'bad', text: 'failed' });
  jest.advanceTimersByTime(3_600_000);
  expect(texts(toasts)).toEqual(['failed']);
  toasts.dismiss(toasts.shown.value[0]?.id ?? 0);
  expect(texts(toasts)).toEqual([]);
});

test('stays while it is held', () => {
  const toasts = new Toasts();
  toasts.show({ tone: 'good', text: 'done' });
  const id = toasts.shown.value[0]?.id ?? 0;
  toasts.hold(id);
  jest.advanceTimersByTime(60_000);
  expect(texts(toasts)).toEqual(['done']);
  toasts.release(id);
  jest.advanceTimersByTime(8_000);
  expect(texts(toasts)).toEqual([]);
});

test('dismisses what is over, and nothing else', () => {
  const toasts = new Toasts();
  toasts.show({ tone: 'bad', text: 'one stopped', about: '1' });
  toasts.show({ tone: 'bad', text: 'two stopped', about: '2' });
  toasts.show({ tone: 'bad', text: 'of no torrent' });
  toasts.dismissAbout((id) => id === '1');
  expect(texts(toasts)).toEqual(['two stopped', 'of no torrent']);
});

test('shows three at most, and nothing twice', () => {
  const toasts = new Toasts();
  for (const text of ['a', 'b', 'c', 'b', 'd']) toasts.show({ tone: 'bad', text });
  expect(texts(toasts)).toEqual(['c', 'b', 'd']);
});

test('what can be done only for a while goes then, held or not', () => {
  const toasts = new Toasts();
  toasts.show({ tone: 'plain', text: 'removed', lasts: 10_000 });
  const id = toasts.shown.value[0]?.id ?? 0;
  toasts.hold(id);
  jest.advanceTimersByTime(5_000);
  toasts.release(id);
  jest.advanceTimersByTime(4_999);
  expect(texts(toasts)).toEqual(['removed']);
  jest.advanceTimersByTime(1);
  expect(texts(toasts)).toEqual([]);
});
