import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { BUCKET_SIZE } from './bucket.ts';
import { Buckets } from './buckets.ts';
import { Contacts } from './contacts.ts';
import { networkSize } from './network-size.ts';
import { ipOf, isPublicNode, isUnicast, SUBNET_BYTES } from './node-address.ts';
import { commonBits, ID_BITS, isIdOfAddress } from './node-id.ts';

/**
 * The nodes we know (BEP 5), the more of a region the closer it is to our id:
 *
 *   - the bucket that holds our own id splits when it is full; k is 8, but the first buckets
 *     are larger, which saves a lookup its first step
 *   - a place is had only by a node that answered us: who merely asks, or is spoken of, waits,
 *     and is asked when there is room
 *   - good: heard from within 15 minutes; questionable: longer ago, so it is asked; bad: two
 *     queries in a row unanswered, so another takes its place
 *   - whoever is there stays, for old nodes live longest; but a node whose id is not its
 *     address's own (BEP 42) makes room for one whose id is
 *   - one node an address, and one a bucket of a /24 or /64
 *   - such an id that is closer to ours than any is likely to be in a network of this size is
 *     made up, to come between us and our neighbours
 *   - an id answers from the address where it was first known until it stops answering there
 *
 * Times are in ms, by any one clock. Addresses are 6 or 18 bytes.
 */
export interface RoutingTableOptions {
  readonly id: Uint8Array;
  readonly family: AddressFamily;
  /** Whether only ids that fit their addresses (BEP 42) may enter. */
  readonly enforceIds: boolean;
  /** A private network: local addresses, many nodes at one address, any port. */
  readonly localNetwork: boolean;
}

/** After this without a word a node is questionable (BEP 5). */
const GOOD_FOR = 15 * 60_000;
/** So that a good node does not even become questionable. */
const ASK_AFTER = 13 * 60_000;
/** From a query without an answer to the next to the same node. */
const ASK_AGAIN = 60_000;
/** Nodes to be asked in a bucket with room. */
const FEW = 4;
/** More than this closer, in bits, than the closest of all should be: one chance in 16. */
const CLOSE_BITS = 4;
/** Unanswered queries in a row. */
const BAD = 2;

export class RoutingTable {
  readonly contacts: Contacts;
  readonly #options: RoutingTableOptions;
  readonly #buckets: Buckets;

  constructor(options: RoutingTableOptions) {
    this.#options = options;
    this.contacts = new Contacts(options.family);
    this.#buckets = new Buckets(this.contacts, options.id);
  }

  get id(): Uint8Array {
    return this.#buckets.id;
  }

  /** How many nodes have a place. */
  get size(): number {
    return this.#buckets.all.reduce((sum, { live }) => sum + live.length, 0);
  }

  /** A node answered within `rtt` milliseconds. */
  answered(id: Uint8Array, address: Uint8Array, rtt: number, now: number): void {
    const row = this.#known(id, address) ?? this.#admit(id, address, now, true);
    if (row === undefined) return;
    const { contacts } = this;
    const sample = Math.max(1, Math.min(rtt, 0xffff));
    const known = contacts.rtt[row]!;
    contacts.rtt[row] = known === 0 ? sample : (7 * known + sample) / 8;
    contacts.heard[row] = now;
    contacts.failures[row] = 0;
    contacts.answered[row] = 1;
    const bucket = this.#buckets.of(row);
    if (bucket.live.includes(row)) return;
    bucket.remove(row);
    this.#buckets.place(row);
  }

  /** A node asked us something. Whether it is proven, as below. */
  seen(id: Uint8Array, address: Uint8Array, now: number): boolean {
    const row = this.#known(id, address);
    if (row === undefined) {
      this.suggest(id, address, now);
      return false;
    }
    this.contacts.heard[row] = now;
    return this.contacts.answered[row] === 1;
  }

  /** There may be such a node: it waits to be asked, where there is any use for it. */
  suggest(id: Uint8Array, address: Uint8Array, now: number): void {
    if (this.#buckets.find(id) !== undefined) return;
    const bucket = this.#buckets.for(id);
    const questionable = (row: number) => now - this.contacts.heard[row]! > GOOD_FOR;
    if (!this.#buckets.isOpen(bucket) && !bucket.live.some(questionable)) return;
    const row = this.#admit(id, address, now, false);
    if (row !== undefined) this.#buckets.wait(row);
  }

  /** A node did not answer. Not to be said of queries sent while nobody answered. */
  failed(id: Uint8Array, address: Uint8Array): void {
    const row = this.#known(id, address);
    if (row === undefined) return;
    const bucket = this.#buckets.of(row);
    const failures = this.contacts.failures[row]! + 1;
    this.contacts.failures[row] = Math.min(failures, 255);
    if (bucket.live.includes(row)) {
      if (failures < BAD) return;
      this.#buckets.remove(row);
      const next = bucket.takeBest(this.contacts);
      if (next !== undefined) bucket.live.push(next);
    } else this.#buckets.remove(row);
  }

  /** Notes that a node is being asked. What it took to answer before, ms, or 0. */
  asks(id: Uint8Array, address: Uint8Array, now: number): number {
    const row = this.#known(id, address);
    if (row === undefined) return 0;
    this.contacts.asked[row] = now;
    return this.contacts.rtt[row]!;
  }

  /** Whether there is a node with this id and address that ever answered. */
  proven(id: Uint8Array, address: Uint8Array): boolean {
    const row = this.#known(id, address);
    return row !== undefined && this.contacts.answered[row] === 1;
  }

  /** The row of the node to ask next, if it is time for any. */
  due(now: number): number | undefined {
    const { asked, heard, failures, answered } = this.contacts;
    let oldest: number | undefined;
    let since = now - ASK_AFTER;
    for (let index = this.#buckets.all.length - 1; index >= 0; index--) {
      const bucket = this.#buckets.all[index]!;
      if (this.#buckets.isOpen(bucket)) {
        for (const row of bucket.spare) {
          if (!answered[row] && asked[row]! < 0) return row;
        }
      }
      for (const row of bucket.live) {
        if (now - asked[row]! < ASK_AGAIN) continue;
        if (failures[row]! > 0) return row;
        const last = Math.max(heard[row]!, asked[row]!);
        if (last >= since) continue;
        since = last;
        oldest = row;
      }
    }
    return oldest;
  }

  /** The row of the node heard from last. */
  newest(): number | undefined {
    let newest: number | undefined;
    for (const row of this.rows()) {
      const heard = this.contacts.heard[row]!;
      if (newest === undefined || heard > this.contacts.heard[newest]!) newest = row;
    }
    return newest;
  }

  /** Whether there is room near the node, and few wait for it: asking for others pays. */
  wantsMoreNear(row: number): boolean {
    const bucket = this.#buckets.of(row);
    if (!this.#buckets.isOpen(bucket)) return false;
    const { answered, asked } = this.contacts;
    const waiting = bucket.spare.filter((one) => !answered[one] && asked[one]! < 0);
    return waiting.length < FEW;
  }

  /** How many bits of our id the nodes in the bucket of `row` have. */
  depthOf(row: number): number {
    return this.#buckets.depthOf(row);
  }

  /** At most `count` rows, the closest first. Those that fail to answer only if `any`. */
  closest(target: Uint8Array, count: number, any = false): number[] {
    return this.#buckets.closest(target, count, any);
  }

  /** The same as others are told it: records, one behind another. */
  nodesNear(target: Uint8Array, count = BUCKET_SIZE): Uint8Array {
    const rows = this.closest(target, count);
    const { records, length } = this.contacts;
    const nodes = new Uint8Array(rows.length * length);
    for (let index = 0; index < rows.length; index++) {
      const at = rows[index]! * length;
      for (let byte = 0; byte < length; byte++) {
        nodes[index * length + byte] = records[at + byte]!;
      }
    }
    return nodes;
  }

  /** The rows of all that have a place. */
  rows(): Iterable<number> {
    return this.#buckets.rows();
  }

  isGood(row: number, now: number): boolean {
    const { heard, failures } = this.contacts;
    return failures[row] === 0 && now - heard[row]! <= GOOD_FOR;
  }

  countGood(now: number): number {
    let count = 0;
    for (const row of this.rows()) if (this.isGood(row, now)) count++;
    return count;
  }

  /** How many nodes there may be in all. */
  estimate(): number {
    return networkSize(this.#buckets, this.contacts);
  }

  /** Sorts all anew around another id of ours. */
  changeId(id: Uint8Array): void {
    this.#buckets.changeId(id);
  }

  /**
   * A row for a node that is new to us; undefined where it may not enter. `isThere`: whether it
   * answered just now, and was not only spoken of.
   */
  #admit(
    id: Uint8Array,
    address: Uint8Array,
    now: number,
    isThere: boolean,
  ): number | undefined {
    const { family, enforceIds, localNetwork } = this.#options;
    const fits = localNetwork
      ? isUnicast(address, family)
      : isPublicNode(address, family);
    if (!fits || commonBits(id, 0, this.id) === ID_BITS) return undefined;
    const verified = isIdOfAddress(id, 0, ipOf(address));
    if (!verified && (enforceIds || this.#isTooClose(id))) return undefined;
    const namesake = this.#buckets.find(id);
    if (namesake !== undefined) {
      if (!this.#yields(namesake, isThere)) return undefined;
      this.#buckets.remove(namesake);
    }
    if (!this.#makeWay(id, address, isThere, verified)) return undefined;
    const row = this.contacts.add(id, address, now);
    this.contacts.verified[row] = verified ? 1 : 0;
    return row;
  }

  /** Whether an id that is not its address's own is closer to ours than chance would have it. */
  #isTooClose(id: Uint8Array): boolean {
    const bits = commonBits(id, 0, this.id);
    // The bucket of our own id is split where there are enough others: so far all may come.
    if (bits <= this.#buckets.all.length || this.size < BUCKET_SIZE) return false;
    return bits > Math.log2(this.estimate()) + CLOSE_BITS;
  }

  /** Whether a newcomer may be at this address; nodes there that are gone leave for it. */
  #makeWay(
    id: Uint8Array,
    address: Uint8Array,
    isThere: boolean,
    verified: boolean,
  ): boolean {
    const { family, localNetwork } = this.#options;
    const { contacts } = this;
    const home = this.#buckets.for(id);
    for (const row of contacts.near(address, SUBNET_BYTES[family])) {
      const isSame = contacts.hasAddress(row, address);
      if (localNetwork && !isSame) continue;
      const isNear =
        this.#buckets.of(row) === home ||
        contacts.hasAddress(row, address, address.length - 2);
      if (!isNear) continue;
      // Who answers at the very address has taken another id; its own, or it may be any.
      const isMoved = isThere && isSame && verified;
      if (!this.#yields(row, isThere) && !isMoved) return false;
      this.#buckets.remove(row);
    }
    return true;
  }

  /** Whether a node was never there, or is likely to be gone, where one that is there comes. */
  #yields(row: number, isThere: boolean): boolean {
    const { answered, failures } = this.contacts;
    return !answered[row] || (isThere && failures[row]! > 0);
  }

  #known(id: Uint8Array, address: Uint8Array): number | undefined {
    const row = this.#buckets.find(id);
    return row !== undefined && this.contacts.hasAddress(row, address) ? row : undefined;
  }
}
