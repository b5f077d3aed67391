import { expect, test } from '@jest/globals';
import { effect } from '@preact/signals';
import type { SessionStatus, TorrentRow } from '../../../../src/api/snapshot.ts';
import { Torrents } from '../../../../ui/store/torrents.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

const STATUS: SessionStatus = {
  downRate: 0,
  upRate: 0,
  progress: null,
  listenPort: null,
  reached: false,
  listenError: null,
  active: 0,
  alternativeLimits: false,
  dht: {
    state: 'off',
    error: null,
    nodes: 0,
    networkSize: 0,
    externalAddresses: [],
    readOnly: false,
    downRate: 0,
    upRate: 0,
  },
  lsd: { state: 'on', error: null },
  transport: 'memory',
};

function update(changed: readonly TorrentRow[], removed: readonly string[] = []) {
  return { kind: 'update', status: STATUS, changed, removed } as const;
}

/** Rows 1, 2 and 3; 1 is the newest. */
function three(): Torrents {
  const torrents = new Torrents();
  torrents.apply(update([makeRow(2), makeRow(3), makeRow(1)]));
  return torrents;
}

const ids = (...numbers: number[]) => numbers.map((number) => makeRow(number).id);

test('keeps the newest first', () => {
  expect(three().ids.value).toEqual(ids(1, 2, 3));
});

test('orders rows of the same moment by id', () => {
  const torrents = new Torrents();
  torrents.apply(update([makeRow(2, { addedAt: 5 }), makeRow(1, { addedAt: 5 })]));
  expect(torrents.ids.value).toEqual(ids(1, 2));
});

test('tells the readers of one row only when that row changes', () => {
  const torrents = three();
  const seen: string[] = [];
  effect(() => {
    seen.push(torrents.row(makeRow(2).id)?.value.name ?? 'gone');
  });
  torrents.apply(update([makeRow(1, { name: 'other' })]));
  torrents.apply(update([makeRow(2, { name: 'changed' })]));
  expect(seen).toEqual(['torrent 2', 'changed']);
});

test('leaves the order alone when rows only change', () => {
  const torrents = three();
  const before = torrents.ids.value;
  torrents.apply(update([makeRow(1, { done: 1 })]));
  expect(torrents.ids.value).toBe(before);
});

test('takes out what was removed', () => {
  const torrents = three();
  torrents.apply(update([], ids(2)));
  expect(torrents.ids.value).toEqual(ids(1, 3));
  expect(torrents.row(makeRow(2).id)).toBeUndefined();
});

test('forgets what the first update after a restart does not name', () => {
  const torrents = three();
  torrents.restarted();
  torrents.apply(update([makeRow(3), makeRow(4)]));
  expect(torrents.ids.value).toEqual(ids(3, 4));
  torrents.apply(update([makeRow(4, { done: 1 })]));
  expect(torrents.ids.value).toEqual(ids(3, 4));
});
