import { toHex } from '../bytes/hex.ts';
import type { Clock } from '../ports/clock.ts';
import type { ScrapeCounts, TrackerClient } from './tracker-client.ts';

export interface ScraperOptions {
  readonly clock: Clock;
  readonly client: Pick<TrackerClient, 'scrape'>;
  /** The info hashes, of 20 bytes, of all torrents that have this tracker. */
  sharing(url: string): readonly Uint8Array[];
}

/** Milliseconds between scrapes of one tracker, whatever came of the last. */
const INTERVAL = 30 * 60_000;
/** Info hashes in one request: an address of 4 KiB. */
const AT_ONCE = 50;
/** Requests to one tracker, one after another. */
const MOST_REQUESTS = 10;
/** Trackers remembered. */
const MOST_TRACKERS = 1000;

interface Scraped {
  readonly at: number;
  readonly counts: Map<string, ScrapeCounts>;
}

/**
 * What trackers know of torrents that they are not announced (BEP 48). A tracker is asked when
 * somebody looks, at most every half hour, for all torrents that have it.
 */
export class Scraper {
  readonly #options: ScraperOptions;
  /** By URL, the longest ago first. */
  readonly #scraped = new Map<string, Scraped>();
  readonly #aborter = new AbortController();

  constructor(options: ScraperOptions) {
    this.#options = options;
  }

  /** What is known now; where that is old the tracker is asked, for the next time. */
  counts(url: string, infoHash: Uint8Array): ScrapeCounts | undefined {
    const known = this.#scraped.get(url);
    const now = this.#options.clock.now();
    if (!known || now - known.at >= INTERVAL) void this.#scrape(url, now);
    return this.#scraped.get(url)?.counts.get(toHex(infoHash));
  }

  /** Nothing is asked any more. */
  stop(): void {
    this.#aborter.abort();
  }

  async #scrape(url: string, now: number): Promise<void> {
    const { signal } = this.#aborter;
    if (signal.aborted) return;
    const { client, sharing } = this.#options;
    const counts = new Map(this.#scraped.get(url)?.counts);
    this.#remember(url, { at: now, counts });
    const hashes = sharing(url).slice(0, AT_ONCE * MOST_REQUESTS);
    try {
      for (let at = 0; at < hashes.length; at += AT_ONCE) {
        const some = hashes.slice(at, at + AT_ONCE);
        const found = await client.scrape(url, some, signal);
        for (const [index, each] of found.entries()) {
          if (each) counts.set(toHex(some[index]!), each);
        }
      }
    } catch {
      // What it could not tell is not known; why shows when it is announced to.
    }
  }

  #remember(url: string, scraped: Scraped): void {
    this.#scraped.delete(url);
    this.#scraped.set(url, scraped);
    if (this.#scraped.size <= MOST_TRACKERS) return;
    for (const oldest of this.#scraped.keys()) {
      this.#scraped.delete(oldest);
      return;
    }
  }
}
