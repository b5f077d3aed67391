import type { TorrentRow } from '../../../src/api/snapshot.ts';

/** A torrent that downloads, made different where a test says so. */
export function makeRow(number: number, changes: Partial<TorrentRow> = {}): TorrentRow {
  return {
    id: number.toString(16).padStart(40, '0'),
    name: `torrent ${number}`,
    status: 'downloading',
    error: null,
    size: 1_240_000_000,
    done: 620_000_000,
    progress: 0,
    downRate: 3_400_000,
    upRate: 210_000,
    downloaded: 620_000_000,
    uploaded: 41_000_000,
    peers: 24,
    seeds: 9,
    eta: 182,
    fileCount: 1,
    folder: { id: 'chrome:1', name: 'Downloads' },
    embedded: false,
    trackerError: null,
    addedAt: Date.UTC(2026, 0, 1) - number,
    completedAt: null,
    queuePosition: number,
    labels: [],
    trackers: ['tracker.example'],
    ...changes,
  };
}
