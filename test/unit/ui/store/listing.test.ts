import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Signal, signal } from '@preact/signals';
import type { SessionStatus, TorrentRow } from '../../../../src/api/snapshot.ts';
import type { ListOrder } from '../../../../ui/store/list-layout.ts';
import { Listing } from '../../../../ui/store/listing.ts';
import { Torrents } from '../../../../ui/store/torrents.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

const NO_STATUS = {} as SessionStatus;

let torrents: Torrents;
let order: Signal<ListOrder | undefined>;
let listing: Listing;
let stop: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  torrents = new Torrents();
  order = signal(undefined);
  listing = new Listing(torrents, torrents.ids, order);
  stop = listing.start();
});

afterEach(() => {
  stop();
  jest.useRealTimers();
});

function tell(...changed: TorrentRow[]): void {
  torrents.apply({ kind: 'update', status: NO_STATUS, changed, removed: [] });
}

/** The rows, by their numbers. */
function shown(): number[] {
  return listing.ids.value.map((id) => Number.parseInt(id, 16));
}

test('has the newest first until it is ordered', () => {
  tell(makeRow(2), makeRow(1), makeRow(3));
  expect(shown()).toEqual([1, 2, 3]);
});

test('orders by a column, and the other way round; those that are equal stay as they were', () => {
  tell(makeRow(1, { size: 5 }), makeRow(2, { size: 7 }), makeRow(3, { size: 5 }));
  order.value = { key: 'size', reversed: false };
  expect(shown()).toEqual([1, 3, 2]);
  order.value = { key: 'size', reversed: true };
  expect(shown()).toEqual([2, 1, 3]);
});

test('orders names as people do', () => {
  tell(
    makeRow(1, { name: 'part 10' }),
    makeRow(2, { name: 'Part 9' }),
    makeRow(3, { name: 'élan' }),
  );
  order.value = { key: 'name', reversed: false };
  expect(shown()).toEqual([3, 2, 1]);
});

test('has those last of which nothing can be said, either way', () => {
  tell(makeRow(1, { eta: null }), makeRow(2, { eta: 9 }), makeRow(3, { eta: 3 }));
  order.value = { key: 'eta', reversed: false };
  expect(shown()).toEqual([3, 2, 1]);
  order.value = { key: 'eta', reversed: true };
  expect(shown()).toEqual([2, 3, 1]);
});

test('is the same list as long as nothing that it goes by changed', () => {
  tell(makeRow(1), makeRow(2));
  order.value = { key: 'name', reversed: false };
  const before = listing.ids.value;
  tell(makeRow(1, { downRate: 1 }), makeRow(2, { status: 'paused' }));
  expect(listing.ids.value).toBe(before);
  tell(makeRow(1, { name: 'z' }));
  expect(shown()).toEqual([2, 1]);
});

test('rows that go by what moves keep their places for two seconds', () => {
  tell(makeRow(1, { downRate: 5 }), makeRow(2, { downRate: 3 }));
  order.value = { key: 'down', reversed: true };
  expect(listing.isLive.value).toBe(true);
  expect(shown()).toEqual([1, 2]);
  tell(makeRow(2, { downRate: 9 }));
  expect(shown()).toEqual([1, 2]);
  jest.advanceTimersByTime(2000);
  expect(shown()).toEqual([2, 1]);
});

test('a row that comes is in its place at once', () => {
  tell(makeRow(1, { downRate: 5 }), makeRow(2, { downRate: 3 }));
  order.value = { key: 'down', reversed: true };
  tell(makeRow(3, { downRate: 4 }));
  expect(shown()).toEqual([1, 3, 2]);
});

test('no timer runs while the rows go by what stays', () => {
  order.value = { key: 'down', reversed: true };
  expect(jest.getTimerCount()).toBe(1);
  order.value = { key: 'size', reversed: true };
  expect(jest.getTimerCount()).toBe(0);
});
