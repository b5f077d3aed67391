import type { TorrentRow } from '../../src/api/snapshot.ts';
import { text } from '../i18n/text.ts';
import { formatPercent } from './percent.ts';

/** What a torrent is doing, in a word or two. */
export function statusText(row: TorrentRow): string {
  switch (row.status) {
    case 'downloading':
      return text(row.peers === 0 ? 'status.waiting' : 'status.downloading');
    case 'paused':
      return text(isComplete(row) ? 'status.paused-complete' : 'status.paused');
    case 'checking':
    case 'moving':
    case 'creating': {
      const word = text(`status.${row.status}`);
      return text('status.share', { word, percent: formatPercent(row.progress) });
    }
    case 'metadata':
    case 'queued':
    case 'seeding':
    case 'error':
      return text(`status.${row.status}`);
    default:
      return row.status satisfies never;
  }
}

export function isComplete(row: TorrentRow): boolean {
  return row.size > 0 && row.done >= row.size;
}

/** The share that the progress bar shows, 0 to 1. */
export function shownShare(row: TorrentRow): number {
  switch (row.status) {
    case 'checking':
    case 'moving':
    case 'creating':
      return row.progress;
  }
  return row.size > 0 ? row.done / row.size : 0;
}
