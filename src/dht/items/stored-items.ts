import { equal } from '../../bytes/equal.ts';
import { toHex } from '../../bytes/hex.ts';
import type { DhtItem, ItemRefusal, ItemStore } from '../item-store.ts';
import { checkForm } from './check-form.ts';
import { copyItem } from './copy-item.ts';
import { itemTarget } from './item-target.ts';
import { type ItemChecks, isSigned } from './verify-item.ts';

/** Milliseconds that an item is kept after it was put last (BEP 44). */
const LIFETIME = 2 * 60 * 60_000;
/** With the 1,160 bytes of the largest one, 1.2 MB in all. */
const MOST_ITEMS = 1000;
/** Items being checked at one time; who sends more is told to come again. */
const MOST_CHECKS = 64;
/** Bytes of an IPv6 address that belong to one household. */
const PREFIX = 8;

interface Kept {
  readonly item: DhtItem;
  readonly until: number;
  /** Who put it first: another may keep it alive, but not take it over. */
  readonly holder: string;
}

/**
 * The items that others put with this node (BEP 44), in memory:
 *
 *   - what costs least is checked first, a signature last, and not again for what is here
 *   - a version gives way to a newer one only, and to none if the `cas` of that is not its number
 *   - an item goes two hours after it was put last
 *   - when there is no room, whoever holds the most gives up the oldest: a flood from one
 *     address displaces only what came from there
 */
export class StoredItems implements ItemStore {
  readonly #checks: ItemChecks;
  readonly #most: number;
  /** By target, in hex; the one put longest ago first. */
  readonly #kept = new Map<string, Kept>();
  /** How many items are of whom. */
  readonly #held = new Map<string, number>();
  #checking = 0;

  constructor(checks: ItemChecks, most = MOST_ITEMS) {
    this.#checks = checks;
    this.#most = most;
  }

  /** How many there are, those included whose time is over but not yet noticed. */
  get size(): number {
    return this.#kept.size;
  }

  get(target: Uint8Array, now: number): DhtItem | undefined {
    return this.#live(toHex(target), now)?.item;
  }

  async put(
    item: DhtItem,
    cas: number | undefined,
    now: number,
    from?: Uint8Array,
  ): Promise<ItemRefusal | undefined> {
    const malformed = checkForm(item);
    if (malformed) return malformed;
    if (item.key && !this.#checks.signatures) {
      return { code: 201, message: 'no mutable items here' };
    }
    if (this.#checking >= MOST_CHECKS) return { code: 201, message: 'busy' };
    this.#checking++;
    try {
      return await this.#check(item, cas, now, from);
    } finally {
      this.#checking--;
    }
  }

  async #check(
    item: DhtItem,
    cas: number | undefined,
    now: number,
    from: Uint8Array | undefined,
  ): Promise<ItemRefusal | undefined> {
    const target = toHex(await itemTarget(item, this.#checks.hasher));
    const early = this.#conflict(target, item, cas, now);
    if (early) return early;
    if (item.key && !this.#has(target, item, now)) {
      const valid = await isSigned(item, this.#checks.signatures);
      if (!valid) return { code: 206, message: 'invalid signature' };
      // A newer one may have come in the meantime.
      const late = this.#conflict(target, item, cas, now);
      if (late) return late;
    }
    this.#keep(target, item, now, from);
    return undefined;
  }

  #conflict(
    target: string,
    item: DhtItem,
    cas: number | undefined,
    now: number,
  ): ItemRefusal | undefined {
    const present = this.#live(target, now)?.item;
    if (present?.seq === undefined || item.seq === undefined) return undefined;
    if (cas !== undefined && BigInt(cas) !== BigInt(present.seq)) {
      return { code: 301, message: 'CAS mismatch, re-read and try again' };
    }
    const isOld =
      item.seq < present.seq ||
      (BigInt(item.seq) === BigInt(present.seq) && !equal(item.value, present.value));
    return isOld
      ? { code: 302, message: 'sequence number not above the current one' }
      : undefined;
  }

  /** Whether this very item is here, its signature verified when it came. */
  #has(target: string, { signature, seq }: DhtItem, now: number): boolean {
    const present = this.#live(target, now)?.item;
    if (!present?.signature || !signature || present.seq !== seq) return false;
    return equal(present.signature, signature);
  }

  #live(target: string, now: number): Kept | undefined {
    const kept = this.#kept.get(target);
    if (!kept || kept.until > now) return kept;
    this.#drop(target);
    return undefined;
  }

  #keep(target: string, item: DhtItem, now: number, from: Uint8Array | undefined): void {
    const holder = this.#kept.get(target)?.holder ?? holderOf(from);
    this.#drop(target);
    this.#expire(now);
    this.#held.set(holder, (this.#held.get(holder) ?? 0) + 1);
    this.#kept.set(target, { item: copyItem(item), until: now + LIFETIME, holder });
    if (this.#kept.size > this.#most) this.#drop(this.#surplus());
  }

  #expire(now: number): void {
    for (const [target, { until }] of this.#kept) {
      if (until > now) return;
      this.#drop(target);
    }
  }

  /** The oldest item of whoever has the most. */
  #surplus(): string {
    const most = Math.max(...this.#held.values());
    for (const [target, { holder }] of this.#kept) {
      if (this.#held.get(holder) === most) return target;
    }
    throw new Error('items without a holder');
  }

  #drop(target: string): void {
    const kept = this.#kept.get(target);
    if (!kept) return;
    this.#kept.delete(target);
    const held = this.#held.get(kept.holder)! - 1;
    if (held > 0) this.#held.set(kept.holder, held);
    else this.#held.delete(kept.holder);
  }
}

function holderOf(from: Uint8Array | undefined): string {
  return from ? toHex(from.subarray(0, PREFIX)) : 'own';
}
