import { HASH_LENGTH } from '../bytes/merkle.ts';
import { buildTorrent, type TorrentPlan } from '../metainfo/build-torrent.ts';
import type { TorrentVersion } from '../metainfo/metainfo.ts';
import { parseTorrent } from '../metainfo/parse-torrent.ts';
import { countPieces } from './piece-length.ts';

/** SHA-1, bytes. */
const V1_LENGTH = 20;
/** Of any file that has bytes: a root of zeros would be none. */
const ROOT = new Uint8Array(HASH_LENGTH).fill(1);

/**
 * Before hours of hashing come to nothing: a torrent of these files is built and read, with
 * hashes of nothing. Throws the InputError that every reader would meet.
 */
export function checkReadable(plan: TorrentPlan, version: TorrentVersion): void {
  const { files, pieceLength } = plan;
  const sizes = files.map(({ length }) => length);
  const count = countPieces(pieceLength, sizes, version);
  const roots = sizes.map((size) => ({
    root: size > 0 ? ROOT : undefined,
    layer: new Uint8Array(0),
  }));
  const torrent = buildTorrent({
    ...plan,
    pieces: version === 'v2' ? undefined : new Uint8Array(count * V1_LENGTH),
    trees: version === 'v1' ? undefined : roots,
  });
  parseTorrent(torrent);
}
