import { toHex } from '../bytes/hex.ts';
import type { InfoHashes } from './info-hash.ts';
import type { Metainfo } from './metainfo.ts';

/** A magnet link (BEP 9, 52) that says all of a torrent that such a link can say. */
export function formatMagnet(
  { v1, v2 }: InfoHashes,
  torrent: Pick<Metainfo, 'name' | 'contentSize' | 'trackers' | 'webSeeds'>,
): string {
  const text = (key: string) => (value: string) => `${key}=${encodeURIComponent(value)}`;
  return `magnet:?${[
    ...(v1 ? [`xt=urn:btih:${toHex(v1)}`] : []),
    // A multihash: SHA-256, of 32 bytes.
    ...(v2 ? [`xt=urn:btmh:1220${toHex(v2)}`] : []),
    text('dn')(torrent.name),
    `xl=${torrent.contentSize}`,
    ...torrent.trackers.flat().map(text('tr')),
    ...torrent.webSeeds.map(text('ws')),
  ].join('&')}`;
}
