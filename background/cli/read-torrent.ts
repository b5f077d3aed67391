import { type OpenedTorrent, openTorrent } from '../../src/metainfo/open-torrent.ts';
import type { Hasher } from '../../src/ports/hasher.ts';
import { readWhole } from './read-whole.ts';

/** Reads a torrent file. Rejects with InputError, also when there is no such file. */
export async function readTorrent(path: string, hasher: Hasher): Promise<OpenedTorrent> {
  return openTorrent(await readWhole(path), hasher);
}
