import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { Torrents, Update } from './torrents.ts';

export interface Successor {
  /** The row of a torrent that was being made. */
  readonly of: string;
  /** That of the torrent. */
  readonly row: TorrentRow;
}

/**
 * Which rows take the place of torrents that are made by now: they have their names and
 * moments, and may have come an update earlier. To be asked before the update is applied.
 */
export function successors(torrents: Torrents, update: Update): readonly Successor[] {
  return update.removed.flatMap((id) => {
    const before = torrents.row(id)?.peek();
    if (before?.status !== 'creating') return [];
    const known = torrents.rows(torrents.ids.peek());
    const row = [...update.changed, ...known].find(
      ({ name, addedAt, status }) =>
        name === before.name && addedAt === before.addedAt && status !== 'creating',
    );
    return row ? [{ of: id, row }] : [];
  });
}
