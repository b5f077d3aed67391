import { expect, test } from '@jest/globals';
import type { SessionStatus, TorrentRow } from '../../../../src/api/snapshot.ts';
import { successors } from '../../../../ui/store/successors.ts';
import { Torrents } from '../../../../ui/store/torrents.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

const making = makeRow(1, { name: 'Holiday', status: 'creating', addedAt: 5 });
const made = makeRow(2, { name: 'Holiday', status: 'seeding', addedAt: 5 });

function update(changed: readonly TorrentRow[], removed: readonly string[] = []) {
  return { kind: 'update', status: {} as SessionStatus, changed, removed } as const;
}

function listOf(...rows: TorrentRow[]): Torrents {
  const torrents = new Torrents();
  torrents.apply(update(rows));
  return torrents;
}

test('the torrent that comes as its making goes takes its place', () => {
  const list = listOf(making);
  expect(successors(list, update([made], [making.id]))).toEqual([
    { of: making.id, row: made, made: true },
  ]);
});

test('a hybrid takes the place of the link by its v2 hash that found it', () => {
  const link = makeRow(1, { name: 'Holiday', status: 'metadata', fileCount: 0 });
  const { addedAt } = link;
  const torrent = makeRow(2, { name: 'Holiday 2025', status: 'checking', addedAt });
  const other = makeRow(3, { status: 'metadata', fileCount: 0, addedAt });
  const heir = { of: link.id, row: torrent, made: false };
  const change = update([other, torrent], [link.id]);
  expect(successors(listOf(link, other), change)).toEqual([heir]);
  const paused = { ...link, status: 'paused' } as const;
  expect(successors(listOf(paused), change)).toEqual([heir]);
});

test('so does one that came an update earlier', () => {
  const list = listOf(making, made);
  expect(successors(list, update([], [making.id]))).toEqual([
    { of: making.id, row: made, made: true },
  ]);
});

test.each([
  ['a making that was cancelled', listOf(making), update([], [making.id])],
  [
    'one of that name that was there before',
    listOf(making, makeRow(3, { name: 'Holiday', addedAt: 4 })),
    update([], [making.id]),
  ],
  [
    'a link that was removed beside a torrent of the same moment',
    listOf(makeRow(1, { status: 'metadata', fileCount: 0, addedAt: 5 }), made),
    update([made], [making.id]),
  ],
  ['a torrent that was removed', listOf(made), update([making], [made.id])],
])('nothing takes the place of %s', (_, list, change) => {
  expect(successors(list, change)).toEqual([]);
});
