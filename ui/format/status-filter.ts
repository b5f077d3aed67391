import type { TorrentRow } from '../../src/api/snapshot.ts';
import { isComplete } from './status-text.ts';

/** In the order they are offered. A row may be of several. */
export const STATUS_FILTERS = [
  'all',
  'downloading',
  'seeding',
  'done',
  'active',
  'stalled',
  'queued',
  'paused',
  'error',
] as const;

export type StatusFilter = (typeof STATUS_FILTERS)[number];

export function statusFilters(row: TorrentRow): readonly StatusFilter[] {
  return STATUS_FILTERS.filter((filter) => isOf(row, filter));
}

function isOf(row: TorrentRow, filter: StatusFilter): boolean {
  const { status, downRate, upRate, error } = row;
  switch (filter) {
    case 'all':
      return true;
    case 'downloading':
      return status === 'downloading' || status === 'metadata';
    case 'done':
      return isComplete(row);
    case 'active':
      return downRate > 0 || upRate > 0;
    case 'stalled':
      return status === 'downloading' && downRate === 0;
    case 'error':
      return error !== null;
    case 'seeding':
    case 'queued':
    case 'paused':
      return status === filter;
  }
}
