import { toHex } from '../bytes/hex.ts';
import type { InfoHashes } from './info-hash.ts';
import { MAX_LINK, type Magnet, type PublishedMagnet } from './magnet.ts';
import type { Metainfo } from './metainfo.ts';
import { publisherFields } from './publisher.ts';

/** What a link tells; trackers of all tiers, one behind another. */
export type MagnetParts = Pick<
  Magnet | PublishedMagnet,
  'hashes' | 'publisher' | 'displayName' | 'size' | 'trackers' | 'webSeeds'
>;

/**
 * The magnet link (BEP 9, BEP 46, BEP 52) from which parseLink reads the same, if it has an info
 * hash or a publisher. The last addresses are left out where it would become too long to be read.
 */
export function magnetLink(parts: MagnetParts): string {
  const { hashes, publisher, displayName, size, trackers, webSeeds } = parts;
  // Topics as they are: many readers do not look for an escaped colon.
  const topics = [
    ...(hashes?.v1 ? [`xt=urn:btih:${toHex(hashes.v1)}`] : []),
    ...(hashes?.v2 ? [`xt=urn:btmh:1220${toHex(hashes.v2)}`] : []),
    ...(publisher ? publisherFields(publisher) : []),
  ];
  const fields = [
    ...(displayName ? [field('dn', displayName)] : []),
    ...(size ? [`xl=${size}`] : []),
    ...trackers.map((url) => field('tr', url)),
    ...webSeeds.map((url) => field('ws', url)),
  ];
  let link = `magnet:?${topics.join('&')}`;
  for (const next of fields) {
    if (link.length + next.length < MAX_LINK) link += `&${next}`;
  }
  return link;
}

/** All of a torrent that a link can say. */
export function linkOf(
  hashes: InfoHashes,
  torrent: Pick<Metainfo, 'name' | 'contentSize' | 'trackers' | 'webSeeds'>,
): string {
  return magnetLink({
    hashes,
    publisher: undefined,
    displayName: torrent.name,
    size: torrent.contentSize,
    trackers: torrent.trackers.flat(),
    webSeeds: torrent.webSeeds,
  });
}

/** The link with these values of one key in place of its own; all else stays as it is. */
export function withField(link: string, key: string, values: readonly string[]): string {
  const query = /^magnet:\?(.*)$/is.exec(link)?.[1] ?? `xt=urn:btih:${link}`;
  const own = new RegExp(`^${key}(?:\\.\\d*)?=`, 'i');
  const kept = query.split(/&(?:amp;)?/i).filter((pair) => !own.test(pair));
  return `magnet:?${[...kept, ...values.map((value) => field(key, value))].join('&')}`;
}

function field(key: string, value: string): string {
  // Half a surrogate pair has no escaped form.
  return `${key}=${encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'))}`;
}
