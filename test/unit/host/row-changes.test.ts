import { expect, test } from '@jest/globals';
import { RowChanges } from '../../../background/host/row-changes.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { makeRow } from '../../app/ui/make-row.ts';

/** Whether a client that is told of states hears of the change. */
function isTold(before: Partial<TorrentRow>, after: Partial<TorrentRow>): boolean {
  const changes = new RowChanges();
  changes.take([makeRow(1, before)], () => 'state');
  return changes.take([makeRow(1, after)], () => 'state').changed.length === 1;
}

test('figures that move are no change of state, but that they begin or end', () => {
  expect(isTold({ downRate: 5, upRate: 1 }, { downRate: 7, upRate: 2 })).toBe(false);
  expect(isTold({ downRate: 5 }, { downRate: 0 })).toBe(true);
  expect(isTold({ upRate: 0 }, { upRate: 1 })).toBe(true);
});

test('labels and trackers are, by what is in them', () => {
  expect(isTold({ labels: ['a'] }, { labels: ['a'] })).toBe(false);
  expect(isTold({ labels: ['a'] }, { labels: ['a', 'b'] })).toBe(true);
  expect(isTold({ trackers: ['a'] }, { trackers: ['b'] })).toBe(true);
});
