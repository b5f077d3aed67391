import type { MadeTorrent } from '../../support/torrent.ts';

/** A magnet link that names its peers, "host:port" (BEP 9, x.pe), and no tracker. */
export function magnetOf({ v1, v2, files }: MadeTorrent, ...peers: string[]): string {
  const topics = [v1 && `xt=urn:btih:${v1}`, v2 && `xt=urn:btmh:1220${v2}`];
  const name = `dn=${encodeURIComponent(files.name)}`;
  const fields = [...topics.filter((topic) => topic !== null), name];
  return `magnet:?${[...fields, ...peers.map((peer) => `x.pe=${peer}`)].join('&')}`;
}
