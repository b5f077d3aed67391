import { equal } from '../../bytes/equal.ts';
import { sha1 } from '../../bytes/sha1.ts';
import type { DhtItem } from '../item-store.ts';
import { checkForm } from './check-form.ts';
import { copyItem } from './copy-item.ts';
import type { ItemPutter } from './item-keeper.ts';
import { itemTarget, mutableTarget } from './item-target.ts';
import { NewestItem } from './newest-item.ts';
import type { ItemChecks } from './verify-item.ts';

/** What this needs of the DHT. Aborted, a search resolves early. */
export interface ItemSearches {
  /**
   * Asks the nodes closest to the target. `found` is called with each item that came, nothing
   * of it verified; true: no more is needed.
   */
  get(
    target: Uint8Array,
    options: { found(item: DhtItem): boolean; readonly signal: AbortSignal },
  ): Promise<unknown>;
  /** Puts the item with those nodes. */
  put(
    target: Uint8Array,
    item: DhtItem,
    options: { readonly cas?: number | undefined; readonly signal: AbortSignal },
  ): Promise<ItemPlacement>;
}

/** What came of a put. */
export interface ItemPlacement {
  /** Nodes that took it. */
  readonly taken: number;
  /** Errors of those that refused it, by their KRPC codes (BEP 44). */
  readonly refusals: readonly number[];
}

/**
 * Gets and puts the items of the DHT (BEP 44). What it gets is verified. All reject with the
 * signal's reason when that aborts.
 */
export class ItemClient implements ItemPutter {
  readonly #dht: ItemSearches;
  readonly #checks: ItemChecks;

  constructor(dht: ItemSearches, checks: ItemChecks) {
    this.#dht = dht;
    this.#checks = checks;
  }

  /** The immutable item under its hash; undefined when no node answered it. */
  async getImmutable(
    target: Uint8Array,
    signal: AbortSignal,
  ): Promise<DhtItem | undefined> {
    let item: DhtItem | undefined;
    await this.#dht.get(target, {
      found: (answer) => {
        const { value } = answer;
        if (checkForm({ value }) || !equal(sha1(value), target)) return false;
        item = copyItem({ value });
        return true;
      },
      signal,
    });
    signal.throwIfAborted();
    return item;
  }

  /** The newest version of a mutable item that nodes answer; undefined when none does. */
  async get(
    key: Uint8Array,
    salt: Uint8Array,
    signal: AbortSignal,
  ): Promise<DhtItem | undefined> {
    const target = await mutableTarget(key, salt, this.#checks.hasher);
    const newest = new NewestItem(target, salt, this.#checks);
    const checks: Promise<unknown>[] = [];
    await this.#dht.get(target, {
      found: (answer) => {
        // All nodes are heard: any of them may have a newer one.
        checks.push(newest.add(answer));
        return false;
      },
      signal,
    });
    await Promise.all(checks);
    signal.throwIfAborted();
    return newest.item;
  }

  /** How many nodes took it. */
  async put(item: DhtItem, signal: AbortSignal): Promise<number> {
    return (await this.replace(item, undefined, signal)).taken;
  }

  /** Puts it where the present version has the number `cas`, or nothing is there. */
  async replace(
    item: DhtItem,
    cas: number | undefined,
    signal: AbortSignal,
  ): Promise<ItemPlacement> {
    const target = await itemTarget(item, this.#checks.hasher);
    const placement = await this.#dht.put(target, item, { cas, signal });
    signal.throwIfAborted();
    return placement;
  }
}
