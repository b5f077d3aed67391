import type { Hasher } from '../ports/hasher.ts';
import type { Info } from './metainfo.ts';

/** The v1 info hash, 20 bytes: SHA-1 over the info dict exactly as it was received. */
export function infoHash(info: Info, hasher: Hasher): Promise<Uint8Array> {
  return hasher.digest('sha1', [info.infoBytes]);
}
