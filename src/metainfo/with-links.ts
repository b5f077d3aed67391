import type { Magnet } from './magnet.ts';
import type { Metainfo } from './metainfo.ts';
import { withTrackers, withWebSeeds } from './with-sources.ts';

/**
 * The torrent file with the trackers and web seeds of links to the same torrent behind its
 * own; the same bytes where there is nothing to add. Of a private torrent nobody hears but
 * its own trackers (BEP 27).
 */
export function withLinks(
  file: Uint8Array,
  { trackers, webSeeds, isPrivate }: Metainfo,
  links: readonly Magnet[],
): Uint8Array {
  if (isPrivate) return file;
  let result = file;
  const more = beyond(
    trackers.flat(),
    links.flatMap((link) => link.trackers),
  );
  if (more.length > 0) {
    result = withTrackers(result, [...trackers, ...more.map((url) => [url])]);
  }
  const seeds = beyond(
    webSeeds,
    links.flatMap((link) => link.webSeeds),
  );
  return seeds.length > 0 ? withWebSeeds(result, [...webSeeds, ...seeds]) : result;
}

function beyond(known: readonly string[], others: readonly string[]): string[] {
  return [...new Set(others)].filter((url) => !known.includes(url));
}
