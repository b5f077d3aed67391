import type { ErrorReport } from '../api/contract.ts';
import type { TorrentRow, TorrentStatus } from '../api/snapshot.ts';
import { RillError } from '../errors/rill-error.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Torrent } from '../torrent/torrent.ts';

/** A row without what is not its own to say. */
export type BareRow = Omit<TorrentRow, 'labels' | 'trackers'>;

/** A torrent as a window sees it. `position`: in the queue. */
export function torrentRow(
  torrent: Torrent,
  embedded: FolderRef,
  position: number | undefined,
): BareRow {
  const { state, selection } = torrent;
  const done = torrent.doneBytes;
  return {
    id: torrent.id,
    name: torrent.name,
    status: statusOf(torrent),
    error: state.kind === 'error' ? reportError(state.error) : null,
    size: selection.size,
    done,
    progress: 'progress' in state ? state.progress : (torrent.rechecked ?? 0),
    downRate: Math.round(torrent.downRate),
    upRate: Math.round(torrent.upRate),
    downloaded: torrent.downloaded,
    uploaded: torrent.uploaded,
    peers: torrent.swarm?.connected ?? 0,
    seeds: torrent.swarm?.seeds ?? 0,
    eta: eta(torrent, selection.size - done),
    fileCount: selection.fileCount,
    folder: torrent.folder,
    embedded: torrent.folder.id === embedded.id,
    trackerError: torrent.trackerError ? reportError(torrent.trackerError) : null,
    addedAt: torrent.addedAt,
    completedAt: torrent.complete ? (torrent.totals.completedAt ?? null) : null,
    queuePosition: position ?? null,
  };
}

/** An error as it crosses to a window. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof RillError) {
    return { fault: error.fault, code: error.code, message: error.message };
  }
  return { fault: 'internal', code: 'internal', message: `${error}` };
}

function statusOf({ state, complete, rechecked }: Torrent): TorrentStatus {
  const { kind } = state;
  switch (kind) {
    case 'checking':
      return state.waiting ? 'queued' : kind;
    case 'running':
      if (rechecked !== undefined) return 'checking';
      return complete ? 'seeding' : 'downloading';
    case 'removed':
      return 'paused';
    case 'paused':
    case 'queued':
    case 'moving':
    case 'error':
      return kind;
  }
}

/** Seconds, by the present rate; null while nothing comes. */
function eta(torrent: Torrent, left: number): number | null {
  if (torrent.state.kind !== 'running' || left === 0 || torrent.downRate < 1) return null;
  return Math.ceil(left / torrent.downRate);
}

/** What a row says of sizes and bytes while only a link is known. */
export const NOTHING_YET = {
  error: null,
  size: 0,
  done: 0,
  progress: 0,
  downRate: 0,
  upRate: 0,
  seeds: 0,
  completedAt: null,
  downloaded: 0,
  uploaded: 0,
  eta: null,
  fileCount: 0,
} as const satisfies Partial<BareRow>;
