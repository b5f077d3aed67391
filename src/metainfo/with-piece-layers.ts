import { decodePrefix } from '../bencode/decode.ts';
import { encode } from '../bencode/encode.ts';
import { concat } from '../bytes/concat.ts';
import { fromHex } from '../bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../bytes/text.ts';
import { TORRENT_LIMITS } from './metainfo-limits.ts';

const KEY = 'piece layers';

/**
 * The torrent file with these piece layers (BEP 52), by pieces root as hex, in place of its
 * own. All else is as it was, byte for byte; `file` has to be one that parseTorrent takes.
 */
export function withPieceLayers(
  file: Uint8Array,
  layers: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const torrent = decodePrefix(file, TORRENT_LIMITS);
  if (torrent.kind !== 'dict') throw new RangeError('not a torrent file');
  const byRoot = [...layers].map(
    ([root, layer]) => [decodeLatin1(fromHex(root)!), layer] as const,
  );
  const values = new Map([[KEY, encode(new Map(byRoot))]]);
  for (const [key, { start, end }] of torrent.entries) {
    if (key !== KEY) values.set(key, file.subarray(start, end));
  }
  const parts = [...values.keys()].sort().flatMap((key) => {
    return [encode(encodeLatin1(key)), values.get(key)!];
  });
  const [d, e] = [encodeLatin1('d'), encodeLatin1('e')];
  return concat([d, ...parts, e]);
}
