import type { Hasher } from '../ports/hasher.ts';
import { type InfoHashes, infoHashes } from './info-hash.ts';
import type { Metainfo } from './metainfo.ts';
import { parseTorrent } from './parse-torrent.ts';

export interface OpenedTorrent {
  readonly metainfo: Metainfo;
  readonly hashes: InfoHashes;
}

/**
 * Reads a torrent file and all that takes hashing: its info hashes, and the proof that its
 * piece layers belong to their files. Rejects as parseTorrent throws, and with InputError
 * 'bad-piece-layers'.
 */
export async function openTorrent(
  bytes: Uint8Array,
  hasher: Hasher,
): Promise<OpenedTorrent> {
  const metainfo = parseTorrent(bytes);
  return { metainfo, hashes: await infoHashes(metainfo, hasher) };
}
