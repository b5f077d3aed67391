import type { TorrentRow } from '../../src/api/snapshot.ts';

/** The `count` torrents that a person most likely wants to see: where most happens. */
export function busiest(rows: readonly TorrentRow[], count: number): TorrentRow[] {
  return [...rows].sort(byActivity).slice(0, count);
}

/** Those that do something before those that do not, faster ones first, then newer ones. */
function byActivity(one: TorrentRow, other: TorrentRow): number {
  return (
    rank(other) - rank(one) ||
    other.downRate + other.upRate - (one.downRate + one.upRate) ||
    other.addedAt - one.addedAt
  );
}

function rank({ status }: TorrentRow): number {
  switch (status) {
    case 'downloading':
    case 'metadata':
      return 3;
    case 'checking':
    case 'moving':
    case 'creating':
      return 2;
    case 'error':
    case 'seeding':
      return 1;
    case 'queued':
    case 'paused':
      return 0;
    default:
      return status satisfies never;
  }
}
