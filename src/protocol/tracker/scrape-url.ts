import { percentEncode } from './percent-encode.ts';
import { withQuery } from './with-query.ts';

/**
 * Where a tracker over HTTP is asked what it knows of these torrents (BEP 48): at its announce
 * address, with "scrape" for the "announce" that the last part of the path begins with.
 * undefined where it does not: the tracker cannot be scraped.
 */
export function scrapeUrl(
  tracker: string,
  infoHashes: readonly Uint8Array[],
): string | undefined {
  const match = /^([^?#]*\/)announce([^/?#]*)(\?[^#]*)?(?:#.*)?$/s.exec(tracker);
  if (!match) return undefined;
  const [, path, rest, query = ''] = match;
  const fields = infoHashes.map((infoHash) => `info_hash=${percentEncode(infoHash)}`);
  return withQuery(`${path}scrape${rest}${query}`, fields);
}
