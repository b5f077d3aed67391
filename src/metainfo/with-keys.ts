import { decodePrefix } from '../bencode/decode.ts';
import { type Encodable, encode } from '../bencode/encode.ts';
import { concat } from '../bytes/concat.ts';
import { encodeLatin1 } from '../bytes/text.ts';
import { TORRENT_LIMITS } from './metainfo-limits.ts';

/**
 * The torrent file with these keys beside "info" in place of its own; undefined takes one out.
 * All else is as it was, byte for byte, so that the info hash stays; `file` has to be one that
 * parseTorrent takes.
 */
export function withKeys(
  file: Uint8Array,
  keys: Readonly<Record<string, Encodable | undefined>>,
): Uint8Array {
  const torrent = decodePrefix(file, TORRENT_LIMITS);
  if (torrent.kind !== 'dict') throw new RangeError('not a torrent file');
  const values = new Map<string, Uint8Array>();
  for (const [key, { start, end }] of torrent.entries) {
    if (!Object.hasOwn(keys, key)) values.set(key, file.subarray(start, end));
  }
  for (const [key, value] of Object.entries(keys)) {
    if (value !== undefined) values.set(key, encode(value));
  }
  const parts = [...values.keys()].sort().flatMap((key) => {
    return [encode(encodeLatin1(key)), values.get(key)!];
  });
  const [d, e] = [encodeLatin1('d'), encodeLatin1('e')];
  return concat([d, ...parts, e]);
}
