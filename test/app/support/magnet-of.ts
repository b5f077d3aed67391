import type { Torrent } from '../../support/torrent.ts';

/** A magnet link that names its peers, "host:port" (BEP 9, x.pe), and no tracker. */
export function magnetOf({ infoHash, files }: Torrent, ...peers: string[]): string {
  const name = encodeURIComponent(files.name);
  const link = `magnet:?xt=urn:btih:${infoHash}&dn=${name}`;
  return [link, ...peers.map((peer) => `x.pe=${peer}`)].join('&');
}
