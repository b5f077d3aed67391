import { expect, test } from '@jest/globals';
import type { TorrentRow } from '../../../../src/api/snapshot.ts';
import { Filters } from '../../../../ui/store/filters.ts';
import { Selection } from '../../../../ui/store/selection.ts';
import { Torrents } from '../../../../ui/store/torrents.ts';
import { IDLE } from '../../../app/ui/fake-engine.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

type Changes = Partial<TorrentRow>;

/** A list of rows numbered from 1, newest first, and what tells it of changes. */
function listOf(...rows: readonly Changes[]) {
  const torrents = new Torrents();
  const filters = new Filters(torrents);
  const tell = (changed: readonly TorrentRow[], removed: readonly string[] = []) => {
    torrents.apply({ kind: 'update', status: IDLE, changed, removed });
    filters.update(changed);
  };
  tell(rows.map((changes, index) => makeRow(index + 1, changes)));
  return {
    torrents,
    filters,
    tell,
    change: (number: number, changes: Changes) => tell([makeRow(number, changes)]),
    remove: (number: number) => tell([], [makeRow(number).id]),
    /** Numbers of the rows that are shown. */
    shown: () => filters.shown.value.map((id) => Number.parseInt(id, 16)),
  };
}

test('shows all until something is chosen', () => {
  const { filters, shown } = listOf({}, { status: 'paused' });
  expect(shown()).toEqual([1, 2]);
  expect(filters.isOn.value).toBe(false);
});

test('a status, a label and a tracker are chosen together', () => {
  const { filters, shown } = listOf(
    { status: 'seeding', labels: ['Films'], trackers: ['a.example'] },
    { status: 'seeding', labels: ['Films'], trackers: ['b.example'] },
    { status: 'paused', labels: ['Films', 'Old'], trackers: ['a.example'] },
  );
  filters.label.value = '=Films';
  expect(shown()).toEqual([1, 2, 3]);
  filters.tracker.value = '=a.example';
  expect(shown()).toEqual([1, 3]);
  filters.status.value = 'paused';
  expect(shown()).toEqual([3]);
  filters.clear();
  expect(shown()).toEqual([1, 2, 3]);
});

test('what has no label, no tracker, or a problem with one can be chosen', () => {
  const trackerError = { fault: 'tracker', code: 'timed-out', message: '' } as const;
  const { filters, shown } = listOf(
    { labels: ['Films'], trackerError },
    { trackers: [] },
    {},
  );
  filters.label.value = 'none';
  expect(shown()).toEqual([2, 3]);
  filters.tracker.value = 'none';
  expect(shown()).toEqual([2]);
  filters.clear();
  filters.tracker.value = 'problem';
  expect(shown()).toEqual([1]);
});

test('counts what there is, whatever is shown', () => {
  const { filters } = listOf(
    { labels: ['Films', 'Old'] },
    { status: 'paused', downRate: 0, upRate: 0, labels: ['Films'] },
    { status: 'downloading', downRate: 0, upRate: 0 },
  );
  filters.status.value = 'error';
  expect(Object.fromEntries(filters.statuses.value)).toEqual({
    all: 3,
    downloading: 2,
    active: 1,
    stalled: 1,
    paused: 1,
  });
  expect(Object.fromEntries(filters.labels.value)).toEqual({
    '=Films': 2,
    '=Old': 1,
    none: 1,
  });
  expect(Object.fromEntries(filters.trackers.value)).toEqual({ '=tracker.example': 3 });
});

test('follows rows that change, come and go', () => {
  const { filters, shown, change, remove } = listOf({ status: 'paused' }, {});
  filters.status.value = 'paused';
  change(2, { status: 'paused' });
  expect(shown()).toEqual([1, 2]);
  change(1, { status: 'downloading' });
  change(3, { status: 'paused' });
  expect(shown()).toEqual([2, 3]);
  remove(3);
  expect(shown()).toEqual([2]);
  expect(filters.statuses.value.get('all')).toBe(2);
});

test('rows that a new start of the engine does not name are counted no more', () => {
  const { filters, torrents, tell } = listOf({ labels: ['Films'] }, {});
  torrents.restarted();
  tell([makeRow(2)]);
  expect(filters.statuses.value.get('all')).toBe(1);
  expect(filters.labels.value.has('=Films')).toBe(false);
});

test('figures that move tell nobody', () => {
  const { filters, change } = listOf({ downRate: 5 });
  filters.status.value = 'active';
  const before = [filters.statuses.value, filters.labels.value, filters.shown.value];
  change(1, { downRate: 7, done: 9 });
  const after = [filters.statuses.value, filters.labels.value, filters.shown.value];
  after.forEach((value, index) => {
    expect(value).toBe(before[index]);
  });
});

test('a label that nothing has any more is chosen no more', () => {
  const { filters, change, shown } = listOf({ labels: ['Films'] }, {});
  filters.label.value = '=Films';
  change(1, { labels: [] });
  expect(filters.label.value).toBe('any');
  expect(shown()).toEqual([1, 2]);
});

test.each([
  ['bunny big', true],
  ['BIG.buck', true],
  ['bunny cat', false],
  ['  ', true],
])('finds words of a name in any order and case: %s', (search, found) => {
  const { filters, shown } = listOf({ name: 'Big.Buck.Bunny' });
  filters.search.value = search;
  expect(shown()).toEqual(found ? [1] : []);
});

test.each([
  ['amelie', 'Le Fabuleux Destin d’Amélie'],
  ['STRASSE', 'Straße'],
  ['ＡＢＣ', 'abc'],
  ['οδος', 'ΟΔΟΣ'],
])('finds %s in %s', (search, name) => {
  const { filters, shown } = listOf({ name });
  filters.search.value = search;
  expect(shown()).toEqual([1]);
});

test('clears only what hides the row that is wanted', () => {
  const { filters, shown } = listOf({ status: 'paused' }, {});
  filters.status.value = 'paused';
  filters.reveal(makeRow(1).id);
  expect(shown()).toEqual([1]);
  filters.reveal(makeRow(2).id);
  expect(shown()).toEqual([1, 2]);
});

test('what is filtered out is not selected, nor is all of it', () => {
  const { filters } = listOf({}, { status: 'paused' });
  const selection = new Selection(filters.shown);
  selection.all();
  filters.status.value = 'paused';
  expect(selection.ids.value).toEqual([makeRow(2).id]);
  selection.all();
  filters.clear();
  expect(selection.ids.value).toEqual([makeRow(2).id]);
});
