import type { TorrentDetails, TorrentRow } from '../../../src/api/snapshot.ts';
import { DEFAULT_OPTIONS } from '../../../src/storage/torrent-options.ts';

/** What a torrent file may say, made different where a scenario says so. */
export function makeDetails(
  { id, name, size }: TorrentRow,
  changes: Partial<TorrentDetails> = {},
): TorrentDetails {
  return {
    id,
    name,
    version: 'hybrid',
    infoHashV1: 'c12fe1c06bba254a9dc9f519b335aa7c1367a88a',
    infoHashV2: '56f9dbdc1a66dd90db1d7a61d2f9d16b66d3e8b1a5e2d1a8bb2a6cf2ff2d4c8e',
    private: false,
    pieceLength: 512 * 1024,
    pieceCount: Math.ceil(size / (512 * 1024)),
    files: [{ index: 0, path: [name], size, offset: 0, priority: 'normal' }],
    options: DEFAULT_OPTIONS,
    trackers: [
      ['https://tracker.example/announce', 'udp://tracker.example:6969/announce'],
      ['http://backup.example/announce'],
    ],
    webSeeds: ['https://files.example/'],
    comment: 'Recorded in May',
    createdBy: 'Rill 0.1',
    creationDate: Date.UTC(2026, 0, 2, 10, 15),
    magnet: `magnet:?xt=urn:btih:${id}&dn=${encodeURIComponent(name)}`,
    ...changes,
  };
}
