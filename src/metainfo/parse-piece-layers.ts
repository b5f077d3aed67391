import type { BencodeDict } from '../bencode/value.ts';
import { toHex } from '../bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import type { Info } from './metainfo.ts';

const HASH_LENGTH = 32;

export interface PieceLayers {
  /** By pieces root as hex. */
  readonly layers: ReadonlyMap<string, Uint8Array>;
  /** How many there are that no file needs. */
  readonly leftOut: number;
}

/**
 * "piece layers" (BEP 52): of files longer than a piece, in their right length. Others are left
 * out, as in libtorrent; what is malformed throws InputError 'bad-piece-layers'. Whether they
 * belong to their roots takes hashing, and is not asked here.
 */
export function parsePieceLayers(
  torrent: BencodeDict,
  { version, files, pieceLength }: Pick<Info, 'version' | 'files' | 'pieceLength'>,
): PieceLayers {
  const layers = new Map<string, Uint8Array>();
  const dict = torrent.dict('piece layers');
  if (!dict || version === 'v1') return { layers, leftOut: 0 };
  let leftOut = 0;
  const lengths = layerLengths(files, pieceLength);
  for (const [root, value] of dict.entries) {
    const hashes = value.kind === 'string' ? value.bytes : undefined;
    if (root.length !== HASH_LENGTH || !hashes || hashes.length % HASH_LENGTH !== 0) {
      throw malformed();
    }
    const length = lengths.get(root);
    if (length === undefined) leftOut++;
    else if (length !== hashes.length) throw malformed();
    else layers.set(toHex(encodeLatin1(root)), hashes);
  }
  return { layers, leftOut };
}

/** By pieces root, one character a byte: bytes of that layer, of each file that has one. */
function layerLengths(files: Info['files'], pieceLength: number): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const { length, piecesRoot } of files) {
    if (!piecesRoot || length <= pieceLength) continue;
    const root = decodeLatin1(piecesRoot);
    const layer = Math.ceil(length / pieceLength) * HASH_LENGTH;
    // No layer is right for two files of one root and of different lengths.
    const known = lengths.get(root) ?? layer;
    lengths.set(root, known === layer ? layer : Number.NaN);
  }
  return lengths;
}

function malformed(): InputError {
  return new InputError('bad-piece-layers', 'its piece layers are malformed');
}
