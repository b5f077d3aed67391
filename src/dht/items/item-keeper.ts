import type { Clock, Timer } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { DhtItem } from '../item-store.ts';

/** Puts an item with the nodes nearest to its target. */
export interface ItemPutter {
  /** How many nodes took it. Rejects when the signal aborts. */
  put(item: DhtItem, signal: AbortSignal): Promise<number>;
}

export interface ItemKeeperOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dht: ItemPutter;
}

/** Milliseconds. Nodes drop an item after two hours (BEP 44). */
const INTERVAL = 60 * 60_000;
/** Part of the interval by which it is shorter at random, so that items drift apart. */
const JITTER = 0.1;
/** Milliseconds until it is tried again when no node took it, doubled each time. */
const FIRST_RETRY = 30_000;
const LAST_RETRY = 30 * 60_000;

/** Keeps one item in the DHT by putting it again every hour, until it is stopped. */
export class ItemKeeper {
  readonly #options: ItemKeeperOptions;
  #aborter = new AbortController();
  #timer: Timer | undefined;

  constructor(options: ItemKeeperOptions) {
    this.#options = options;
  }

  /**
   * Puts the item at once, or within the hour where others have just been seen to keep it, and
   * again every hour. It takes the place of the version that was kept until now.
   */
  keep(item: DhtItem, when: 'now' | 'later'): void {
    this.stop();
    this.#aborter = new AbortController();
    const { signal } = this.#aborter;
    if (when === 'now') void this.#put(item, FIRST_RETRY, signal);
    else this.#wait(this.#part(INTERVAL, 1), item, FIRST_RETRY, signal);
  }

  stop(): void {
    this.#aborter.abort();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #put(item: DhtItem, retry: number, signal: AbortSignal): Promise<void> {
    const taken = await this.#options.dht.put(item, signal).catch(() => 0);
    if (signal.aborted) return;
    if (taken > 0) this.#wait(this.#part(INTERVAL, JITTER), item, FIRST_RETRY, signal);
    else this.#wait(retry, item, Math.min(2 * retry, LAST_RETRY), signal);
  }

  #wait(delay: number, item: DhtItem, retry: number, signal: AbortSignal): void {
    this.#timer = this.#options.clock.timer(
      delay,
      () => void this.#put(item, retry, signal),
    );
  }

  /** `whole`, less a random piece of at most that part of it. */
  #part(whole: number, part: number): number {
    return whole - this.#options.random.integer(Math.ceil(whole * part));
  }
}
