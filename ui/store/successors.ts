import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { Torrents, Update } from './torrents.ts';

export interface Successor {
  /** The row of a torrent that was being made. */
  readonly of: string;
  /** That of the torrent. */
  readonly row: TorrentRow;
}

/**
 * Which new rows take the place of a torrent that was being made. To be asked before the
 * update is applied. One comes with the other's going, under the same name.
 */
export function successors(torrents: Torrents, update: Update): readonly Successor[] {
  const added = update.changed.filter(({ id }) => torrents.row(id) === undefined);
  return update.removed.flatMap((id) => {
    const before = torrents.row(id)?.peek();
    if (before?.status !== 'creating') return [];
    const row = added.find(({ name }) => name === before.name);
    return row ? [{ of: id, row }] : [];
  });
}
