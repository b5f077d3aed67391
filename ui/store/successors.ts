import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { Torrents, Update } from './torrents.ts';

export interface Successor {
  /** The row of a torrent that was being made, or of a link that looked for its torrent. */
  readonly of: string;
  /** That of the torrent. */
  readonly row: TorrentRow;
  /** Whether it was made here. */
  readonly made: boolean;
}

/**
 * Which rows take the place of others that go: those of torrents that are made by now, and of
 * hybrids that a link by their v2 hash alone found, and that are known by their v1 hash. All
 * have the moments of those before. To be asked before the update is applied.
 */
export function successors(torrents: Torrents, update: Update): readonly Successor[] {
  return update.removed.flatMap((id) => {
    const before = torrents.row(id)?.peek();
    const made = before?.status === 'creating';
    if (!before || !(made || looksForTorrent(before))) return [];
    const row = made
      ? [...update.changed, ...torrents.rows(torrents.ids.peek())].find(
          (other) => other.name === before.name && follows(other, before),
        )
      : update.changed.find((other) => !torrents.row(other.id) && follows(other, before));
    return row ? [{ of: id, row, made }] : [];
  });
}

/** A link that is paused has no files yet, either. */
function looksForTorrent({ status, fileCount }: TorrentRow): boolean {
  return status === 'metadata' || (status === 'paused' && fileCount === 0);
}

function follows(row: TorrentRow, before: TorrentRow): boolean {
  const { addedAt, status } = row;
  return addedAt === before.addedAt && status !== 'creating' && !looksForTorrent(row);
}
