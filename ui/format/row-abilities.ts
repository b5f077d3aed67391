import type { TorrentRow } from '../../src/api/snapshot.ts';

/** What can be done with a torrent in the state it is in. */
export function canPause(row: TorrentRow): boolean {
  return !canResume(row);
}

export function canResume(row: TorrentRow): boolean {
  return row.status === 'paused' || row.status === 'error';
}

/** Into another folder. */
export function canMove(row: TorrentRow): boolean {
  return row.status !== 'moving' && row.status !== 'metadata';
}

/** Out of Chrome, into a folder. */
export function canSave(row: TorrentRow): boolean {
  return row.embedded && canMove(row);
}
