import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { Bucket, drop, limitOf } from './bucket.ts';
import { Contacts } from './contacts.ts';
import { ipOf, isPublicNode, isUnicast, SUBNET_BYTES } from './node-address.ts';
import {
  commonBits,
  compareDistance,
  distancePart,
  ID_BITS,
  isIdOfAddress,
} from './node-id.ts';

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

/** Nodes of a bucket, and to be told of others: k. */
export const BUCKET_SIZE = 8;
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
  #id: Uint8Array;
  #buckets: Bucket[] = [new Bucket()];

  constructor(options: RoutingTableOptions) {
    this.#options = options;
    this.#id = options.id;
    this.contacts = new Contacts(options.family);
  }

  get id(): Uint8Array {
    return this.#id;
  }

  /** How many nodes have a place. */
  get size(): number {
    return this.#buckets.reduce((sum, { live }) => sum + live.length, 0);
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
    const bucket = this.#bucketOf(row);
    if (bucket.live.includes(row)) return;
    drop(bucket.spare, row);
    this.#place(row);
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
    if (this.#find(id) !== undefined) return;
    const bucket = this.#bucketFor(id);
    const questionable = (row: number) => now - this.contacts.heard[row]! > GOOD_FOR;
    if (!this.#isOpen(bucket) && !bucket.live.some(questionable)) return;
    const row = this.#admit(id, address, now, false);
    if (row !== undefined) this.#wait(row);
  }

  /** A node did not answer. Not to be said of queries sent while nobody answered. */
  failed(id: Uint8Array, address: Uint8Array): void {
    const row = this.#known(id, address);
    if (row === undefined) return;
    const bucket = this.#bucketOf(row);
    const failures = this.contacts.failures[row]! + 1;
    this.contacts.failures[row] = Math.min(failures, 255);
    if (bucket.live.includes(row)) {
      if (failures < BAD) return;
      this.#remove(row);
      const next = bucket.takeBest(this.contacts);
      if (next !== undefined) bucket.live.push(next);
    } else this.#remove(row);
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
    for (let index = this.#buckets.length - 1; index >= 0; index--) {
      const bucket = this.#buckets[index]!;
      if (this.#isOpen(bucket)) {
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
    const bucket = this.#bucketOf(row);
    if (!this.#isOpen(bucket)) return false;
    const { answered, asked } = this.contacts;
    const waiting = bucket.spare.filter((one) => !answered[one] && asked[one]! < 0);
    return waiting.length < FEW;
  }

  /** How many bits of our id the nodes in the bucket of `row` have. */
  depthOf(row: number): number {
    return this.#indexFor(this.contacts.records, this.contacts.idAt(row));
  }

  /** At most `count` rows, the closest first. Those that fail to answer only if `any`. */
  closest(target: Uint8Array, count: number, any = false): number[] {
    const found: number[] = [];
    const home = this.#indexFor(target, 0);
    this.#collect([this.#buckets[home]!], target, count, any, found);
    if (found.length < count) {
      // Deeper buckets differ from the target in the same bit, so are one region.
      this.#collect(this.#buckets.slice(home + 1), target, count, any, found);
    }
    for (let index = home - 1; index >= 0 && found.length < count; index--) {
      this.#collect([this.#buckets[index]!], target, count, any, found);
    }
    return found;
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
  *rows(): Iterable<number> {
    for (const { live } of this.#buckets) yield* live;
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

  /**
   * How many nodes there may be in all, by how close the closest are to us: those whose ids are
   * their addresses' own, where there are enough, for others may be of any number.
   */
  estimate(): number {
    const all: number[] = [];
    const verified: number[] = [];
    for (const row of this.rows()) {
      const { records } = this.contacts;
      const distance = distancePart(records, this.contacts.idAt(row), this.#id);
      all.push(distance);
      if (this.contacts.verified[row]) verified.push(distance);
    }
    const distances = verified.length < BUCKET_SIZE ? all : verified;
    if (distances.length < BUCKET_SIZE) return all.length + 1;
    const eighth = distances.sort((a, b) => a - b)[BUCKET_SIZE - 1]!;
    return Math.round(BUCKET_SIZE / eighth);
  }

  /** Sorts all anew around another id of ours. */
  changeId(id: Uint8Array): void {
    const old = this.#buckets;
    this.#id = id;
    this.#buckets = [new Bucket()];
    for (const { live } of old) for (const row of live) this.#place(row);
    for (const { spare } of old) this.#settle(spare);
  }

  #collect(
    buckets: readonly Bucket[],
    target: Uint8Array,
    count: number,
    any: boolean,
    found: number[],
  ): void {
    const { records, failures, length } = this.contacts;
    const first = found.length;
    for (const { live } of buckets) {
      for (const row of live) {
        if (failures[row]! > 0 && !any) continue;
        let at = found.length;
        while (at > first) {
          const other = found[at - 1]! * length;
          if (compareDistance(records, row * length, records, other, target) > 0) break;
          at--;
        }
        if (at >= count) continue;
        found.splice(at, 0, row);
        if (found.length > count) found.pop();
      }
    }
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
    if (!fits || commonBits(id, 0, this.#id) === ID_BITS) return undefined;
    const verified = isIdOfAddress(id, 0, ipOf(address));
    if (!verified && (enforceIds || this.#isTooClose(id))) return undefined;
    const namesake = this.#find(id);
    if (namesake !== undefined) {
      if (!this.#yields(namesake, isThere)) return undefined;
      this.#remove(namesake);
    }
    if (!this.#makeWay(id, address, isThere, verified)) return undefined;
    const row = this.contacts.add(id, address, now);
    this.contacts.verified[row] = verified ? 1 : 0;
    return row;
  }

  /** Whether an id that is not its address's own is closer to ours than chance would have it. */
  #isTooClose(id: Uint8Array): boolean {
    const bits = commonBits(id, 0, this.#id);
    // The bucket of our own id is split where there are enough others: so far all may come.
    if (bits <= this.#buckets.length || this.size < BUCKET_SIZE) return false;
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
    const home = this.#bucketFor(id);
    for (const bucket of this.#buckets) {
      for (const rows of [bucket.live, bucket.spare]) {
        for (let at = rows.length - 1; at >= 0; at--) {
          const row = rows[at]!;
          if (!this.contacts.mayBeNear(row, address)) continue;
          if (!this.contacts.hasAddress(row, address, SUBNET_BYTES[family])) continue;
          const isSame = this.contacts.hasAddress(row, address);
          if (localNetwork && !isSame) continue;
          const isNear =
            bucket === home || this.contacts.hasAddress(row, address, address.length - 2);
          if (!isNear) continue;
          // Who answers at the very address has taken another id; its own, or it may be any.
          const isMoved = isThere && isSame && verified;
          if (!this.#yields(row, isThere) && !isMoved) return false;
          this.#remove(row);
        }
      }
    }
    return true;
  }

  /** Whether a node was never there, or is likely to be gone, where one that is there comes. */
  #yields(row: number, isThere: boolean): boolean {
    const { answered, failures } = this.contacts;
    return !answered[row] || (isThere && failures[row]! > 0);
  }

  /** Gives a node its place, or has it wait for one. */
  #place(row: number): void {
    const { verified } = this.contacts;
    while (true) {
      const bucket = this.#bucketOf(row);
      if (this.#hasRoom(bucket)) {
        bucket.live.push(row);
        return;
      }
      if (bucket !== this.#buckets.at(-1) || this.#buckets.length === ID_BITS) {
        const stranger = verified[row]
          ? bucket.live.find((other) => !verified[other])
          : undefined;
        if (stranger === undefined) this.#wait(row);
        else {
          bucket.live[bucket.live.indexOf(stranger)] = row;
          this.#wait(stranger);
        }
        return;
      }
      this.#split();
    }
  }

  #split(): void {
    const last = this.#buckets.at(-1)!;
    this.#buckets.push(new Bucket());
    const live = last.live.splice(0);
    const spare = last.spare.splice(0);
    const deepest = this.#buckets.at(-1)!;
    for (const row of live) {
      const bucket = this.#bucketOf(row);
      // The deeper bucket is split again when the next node comes to it.
      if (bucket === deepest || this.#hasRoom(bucket)) bucket.live.push(row);
      else this.#wait(row);
    }
    this.#settle(spare);
  }

  /** Nodes that waited: where there is room now, those that answered have a place. */
  #settle(spare: readonly number[]): void {
    for (const row of spare) {
      if (this.contacts.answered[row]) this.#place(row);
      else this.#wait(row);
    }
  }

  #wait(row: number): void {
    const unused = this.#bucketOf(row).wait(row, this.contacts);
    if (unused !== undefined) this.contacts.remove(unused);
  }

  #remove(row: number): void {
    const bucket = this.#bucketOf(row);
    drop(bucket.live, row);
    drop(bucket.spare, row);
    this.contacts.remove(row);
  }

  #known(id: Uint8Array, address: Uint8Array): number | undefined {
    const row = this.#find(id);
    return row !== undefined && this.contacts.hasAddress(row, address) ? row : undefined;
  }

  #find(id: Uint8Array): number | undefined {
    const { live, spare } = this.#bucketFor(id);
    return this.contacts.find(live, id) ?? this.contacts.find(spare, id);
  }

  /** Whether a node that answered would find a place: the bucket of our own id splits. */
  #isOpen(bucket: Bucket): boolean {
    return bucket === this.#buckets.at(-1) || this.#hasRoom(bucket);
  }

  #hasRoom(bucket: Bucket): boolean {
    return bucket.live.length < limitOf(this.#buckets.indexOf(bucket), BUCKET_SIZE);
  }

  #bucketOf(row: number): Bucket {
    const { records } = this.contacts;
    return this.#buckets[this.#indexFor(records, this.contacts.idAt(row))]!;
  }

  #bucketFor(id: Uint8Array): Bucket {
    return this.#buckets[this.#indexFor(id, 0)]!;
  }

  #indexFor(id: Uint8Array, at: number): number {
    return Math.min(commonBits(id, at, this.#id), this.#buckets.length - 1);
  }
}
