import { toHex } from '../bytes/hex.ts';
import { InputError } from '../errors/input-error.ts';
import type { Hasher } from '../ports/hasher.ts';
import { type InfoHashes, infoHashes } from './info-hash.ts';
import { layerRoots, piecePad } from './layer-roots.ts';
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
  const hashes = await infoHashes(metainfo, hasher);
  await proveLayers(metainfo, hasher);
  return { metainfo, hashes };
}

/** Like libtorrent it takes no torrent that brings one wrong layer (BEP 52). */
async function proveLayers(
  { pieceLayers, pieceLength }: Metainfo,
  hasher: Hasher,
): Promise<void> {
  if (pieceLayers.size === 0) return;
  const pad = await piecePad(pieceLength, hasher);
  const roots = await layerRoots({ layers: [...pieceLayers.values()], pad }, hasher);
  for (const [index, root] of [...pieceLayers.keys()].entries()) {
    if (toHex(roots[index]!) === root) continue;
    throw new InputError('bad-piece-layers', 'hashes of pieces that no file here has');
  }
}
