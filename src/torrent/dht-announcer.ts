import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { type SwarmVersion, swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { PeerSearch } from './dht.ts';
import type { Identity } from './identity.ts';

export interface DhtAnnouncerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dht: PeerSearch;
  readonly identity: Identity;
  /** That the torrent names, "host:port" (BEP 5). */
  readonly nodes: readonly string[];
  seed(): boolean;
  /** Whether it stands still for want of peers. */
  needsPeers(): boolean;
  found(peers: readonly Endpoint[], version: SwarmVersion): void;
  /** Whether that is this program itself: it finds what it announced. */
  isOurs(peer: Endpoint): boolean;
}

/** What a person may want to know of it. */
export interface DhtAnnouncerStatus {
  readonly searching: boolean;
  /** Found by the last search that ended, or so far by the first. */
  readonly peers: number;
  /** When the next search begins, by the clock; undefined while one is under way. */
  readonly next: number | undefined;
}

/** Milliseconds. Nodes forget a peer after half an hour (BEP 5 leaves it open; all do). */
const INTERVAL = 15 * 60_000;
/** Milliseconds from a search that found too few to the next, doubled each time. */
const FIRST_RETRY = 15_000;
/** Addresses told apart when they are counted. */
const MOST_COUNTED = 1000;
/** Part of the interval by which it varies, so that torrents of one start drift apart. */
const JITTER = 0.1;

/**
 * Announces one torrent in the DHT (BEP 5) under each of its names, as long as it runs. While
 * the torrent stands still for want of peers it looks more often.
 */
export class DhtAnnouncer {
  readonly #options: DhtAnnouncerOptions;
  readonly #aborter = new AbortController();
  /** Of the search under way, or the last; and of the one before. */
  #found = new Map<string, Endpoint>();
  #before: ReadonlyMap<string, Endpoint> = new Map();
  #timer: Timer | undefined;
  #next: number | undefined;
  #searching = false;
  #again = false;
  #retries = 0;

  constructor(options: DhtAnnouncerOptions) {
    this.#options = options;
  }

  get status(): DhtAnnouncerStatus {
    const searching = this.#searching;
    const peers = Math.max(
      this.#others(this.#found),
      searching ? this.#others(this.#before) : 0,
    );
    return { searching, peers, next: searching ? undefined : this.#next };
  }

  /** Looks at once, and goes on until it is stopped. Also: what to say has changed. */
  announce(): void {
    if (this.#aborter.signal.aborted) return;
    if (this.#searching) this.#again = true;
    else void this.#search();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#aborter.abort();
  }

  async #search(): Promise<void> {
    const { clock, dht, identity, nodes, seed, found } = this.#options;
    const { signal } = this.#aborter;
    this.#timer?.cancel();
    this.#searching = true;
    this.#again = false;
    this.#before = this.#found;
    this.#found = new Map();
    await Promise.all(
      swarmVersions(identity.hashes).map((version) =>
        dht.search(swarmName(identity.hashes, version)!, {
          seed: seed(),
          nodes,
          signal,
          found: (peers) => {
            if (signal.aborted) return;
            this.#count(peers);
            found(peers, version);
          },
        }),
      ),
    );
    if (signal.aborted) return;
    this.#searching = false;
    const wait = this.#again ? 0 : this.#wait();
    this.#next = clock.now() + wait;
    this.#timer = clock.timer(wait, () => void this.#search());
  }

  #count(peers: readonly Endpoint[]): void {
    for (const peer of peers) {
      if (this.#found.size === MOST_COUNTED) return;
      this.#found.set(formatEndpoint(peer), peer);
    }
  }

  #others(peers: ReadonlyMap<string, Endpoint>): number {
    return [...peers.values()].filter((peer) => !this.#options.isOurs(peer)).length;
  }

  /** Milliseconds until the next search. */
  #wait(): number {
    if (!this.#options.needsPeers()) this.#retries = 0;
    else {
      const retry = FIRST_RETRY * 2 ** this.#retries++;
      if (retry < INTERVAL) return retry;
    }
    const part = this.#options.random.integer(1024) / 1024;
    return INTERVAL * (1 - JITTER * part);
  }
}
