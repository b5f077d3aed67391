import { equal } from '../bytes/equal.ts';
import type { DhtItem } from '../dht/item-store.ts';
import { ItemKeeper, type ItemPutter } from '../dht/items/item-keeper.ts';
import { isNewer } from '../dht/items/newest-item.ts';
import type { Magnet, PublishedMagnet } from '../metainfo/magnet.ts';
import type { Publisher } from '../metainfo/publisher.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { publishedHash } from './published-hash.ts';

/** The DHT, as one who follows a publisher uses it. */
export interface MutableItems extends ItemPutter {
  /**
   * The newest version that nodes answer, its signature verified; undefined: none was found.
   * Rejects when the signal aborts.
   */
  get(
    key: Uint8Array,
    salt: Uint8Array,
    signal: AbortSignal,
  ): Promise<DhtItem | undefined>;
}

export interface PublisherWatchOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dht: MutableItems;
  readonly publisher: Publisher;
  /** What was found last, before a restart perhaps: nothing older counts any more. */
  readonly known: DhtItem | undefined;
  /**
   * A newer version names a torrent: another one than before, or the first. `item` is to be
   * kept, and handed over as `known` the next time.
   */
  published(infoHash: Uint8Array, item: DhtItem): void;
}

/** Milliseconds between two looks. */
const INTERVAL = 15 * 60_000;
/** Part of the interval by which it is shorter at random. */
const JITTER = 0.1;
/** Milliseconds to the next look while nothing was ever found, doubled each time. */
const FIRST_RETRY = 15_000;

/**
 * Follows a mutable item that names a torrent (BEP 46):
 *
 *   - until it is found once it is looked for with back-off, then every quarter of an hour
 *   - a version counts when its sequence number is above that of all before: nobody can bring
 *     an old one back
 *   - a version that names no torrent changes nothing; a later one may name one again
 *   - the newest is put again every hour, so that it lives while somebody follows it, and at
 *     once when nodes answer nothing or an older one
 */
export class PublisherWatch {
  readonly #options: PublisherWatchOptions;
  readonly #keeper: ItemKeeper;
  #newest: DhtItem | undefined;
  /** What was named last. */
  #infoHash: Uint8Array | undefined;
  #aborter: AbortController | undefined;
  #timer: Timer | undefined;
  #retry = FIRST_RETRY;

  constructor(options: PublisherWatchOptions) {
    this.#options = options;
    this.#newest = options.known;
    this.#infoHash = options.known && publishedHash(options.known.value);
    this.#keeper = new ItemKeeper(options);
  }

  start(): void {
    if (this.#aborter) return;
    this.#aborter = new AbortController();
    this.#retry = FIRST_RETRY;
    if (this.#newest && this.#infoHash) this.#keeper.keep(this.#newest, 'later');
    void this.#look(this.#aborter.signal);
  }

  stop(): void {
    this.#aborter?.abort();
    this.#aborter = undefined;
    this.#timer?.cancel();
    this.#keeper.stop();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { clock, dht, publisher } = this.#options;
    const { key, salt } = publisher;
    const item = await dht.get(key, salt, signal).catch(() => undefined);
    if (signal.aborted) return;
    this.#found(item);
    // Whoever hears of it may have stopped this.
    if (signal.aborted) return;
    this.#timer = clock.timer(this.#pause(), () => void this.#look(signal));
  }

  #found(item: DhtItem | undefined): void {
    const newest = this.#newest;
    if (newest && (!item || isNewer(newest, item))) {
      // They lack what we have.
      if (publishedHash(newest.value)) this.#keeper.keep(newest, 'now');
      return;
    }
    if (!item || (newest && !isNewer(item, newest))) return;
    this.#newest = item;
    const infoHash = publishedHash(item.value);
    if (!infoHash) {
      this.#keeper.stop();
      return;
    }
    // The nodes that answered have it.
    this.#keeper.keep(item, 'later');
    const last = this.#infoHash;
    this.#infoHash = infoHash;
    if (!last || !equal(last, infoHash)) this.#options.published(infoHash, item);
  }

  /** Milliseconds until the next look. */
  #pause(): number {
    if (this.#newest) {
      return INTERVAL - this.#options.random.integer(Math.ceil(INTERVAL * JITTER));
    }
    const pause = this.#retry;
    this.#retry = Math.min(2 * pause, INTERVAL);
    return pause;
  }
}

/** The link as one for the torrent that its publisher names now. */
export function followed(link: Magnet | PublishedMagnet, infoHash: Uint8Array): Magnet {
  return { ...link, hashes: { v1: infoHash, v2: undefined } };
}
