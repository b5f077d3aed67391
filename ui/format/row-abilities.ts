import type { TorrentRow } from '../../src/api/snapshot.ts';

/** Or could not be made. There is no torrent: all that can be done is to remove it. */
export function isBeingMade(row: TorrentRow): boolean {
  return row.status === 'creating';
}

/** What can be done with a torrent in the state it is in. */
export function canPause(row: TorrentRow): boolean {
  return !canResume(row) && !isBeingMade(row);
}

export function canResume(row: TorrentRow): boolean {
  return row.status === 'paused' || row.status === 'error';
}

/** Its files: of a link none are known. */
export function canCheck({ status }: TorrentRow): boolean {
  return !['metadata', 'creating', 'checking', 'moving'].includes(status);
}

/** Into another folder. */
export function canMove(row: TorrentRow): boolean {
  return row.status !== 'moving' && row.status !== 'metadata' && !isBeingMade(row);
}

/**
 * Whether a folder that is chosen now would help it: its files are inside Chrome, or in a
 * folder that cannot be opened, which may be the one chosen; it finds its pieces there.
 */
export function wantsFolder(row: TorrentRow): boolean {
  return canSave(row) || hasLostFolder(row);
}

function hasLostFolder({ error }: TorrentRow): boolean {
  if (error?.fault !== 'storage') return false;
  return error.code === 'permission-lost' || error.code === 'folder-gone';
}

/** Out of Chrome, into a folder. */
export function canSave(row: TorrentRow): boolean {
  return row.embedded && canMove(row);
}

/** Whether its torrent file is known, and so its files. */
export function canRename(row: TorrentRow): boolean {
  return !isBeingMade(row) && row.fileCount > 0;
}

/** Whether it looks for peers, and has dealings with them. */
export function isRunning({ status }: TorrentRow): boolean {
  return status === 'metadata' || status === 'downloading' || status === 'seeding';
}
