import type { BencodeDict } from '../bencode/value.ts';
import { toHex } from '../bytes/hex.ts';
import { encodeLatin1 } from '../bytes/text.ts';
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
  const found = new Map<string, Uint8Array>();
  for (const [root, value] of dict.entries) {
    const isWhole = value.kind === 'string' && value.bytes.length % HASH_LENGTH === 0;
    if (root.length !== HASH_LENGTH || !isWhole) throw malformed();
    found.set(toHex(encodeLatin1(root)), value.bytes);
  }
  for (const { length, piecesRoot } of files) {
    if (!piecesRoot || length <= pieceLength) continue;
    const root = toHex(piecesRoot);
    const layer = found.get(root);
    if (!layer) continue;
    if (layer.length !== Math.ceil(length / pieceLength) * HASH_LENGTH) throw malformed();
    layers.set(root, layer);
  }
  return { layers, leftOut: found.size - layers.size };
}

function malformed(): InputError {
  return new InputError('bad-piece-layers', 'its piece layers are malformed');
}
