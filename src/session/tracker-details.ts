import type { TrackerStatus } from '../api/trackers.ts';
import { type InfoHashes, swarmName } from '../metainfo/info-hash.ts';
import type { Clock } from '../ports/clock.ts';
import type { NamedStatus } from '../torrent/announcers.ts';
import type { Scraper } from '../tracker/scraper.ts';
import { reportError } from './torrent-row.ts';

/** A torrent, or a magnet link. */
export interface Announcing {
  readonly hashes: InfoHashes;
  readonly trackers: readonly NamedStatus[];
}

/** The trackers of a torrent as a window sees them. */
export function trackerDetails(
  { hashes, trackers }: Announcing,
  scraper: Scraper,
  clock: Clock,
): TrackerStatus[] {
  const epoch = clock.date() - clock.now();
  const date = (time: number | undefined) =>
    time === undefined ? null : Math.round(epoch + time);
  return trackers.map((status) => {
    const { url, tier, version, family, state, warning, error } = status;
    const scraped = scraper.counts(url, swarmName(hashes, version)!);
    return {
      url,
      tier,
      swarm: version,
      family: family ?? null,
      state,
      lastAnswer: date(status.answeredAt),
      nextAnnounce: date(status.nextAt),
      // An announce is the fresher of the two, but few tell of downloads then.
      seeds: status.seeds ?? scraped?.seeds ?? null,
      leechers: status.leechers ?? scraped?.leechers ?? null,
      completed: scraped?.completed ?? status.completed ?? null,
      peers: status.peers ?? null,
      warning: warning ?? null,
      error: error ? reportError(error) : null,
    };
  });
}
