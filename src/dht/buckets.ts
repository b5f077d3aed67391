import { Bucket } from './bucket.ts';
import type { Contacts } from './contacts.ts';
import { commonBits, compareDistance, ID_BITS } from './node-id.ts';

/**
 * The rows of Contacts sorted into buckets, by how many bits of our id their ids have (BEP 5).
 * The last bucket, in which our own id would be, splits when it is full.
 */
export class Buckets {
  readonly #contacts: Contacts;
  #id: Uint8Array;
  #all: Bucket[] = [new Bucket(0)];

  constructor(contacts: Contacts, id: Uint8Array) {
    this.#contacts = contacts;
    this.#id = id;
  }

  /** Our own. */
  get id(): Uint8Array {
    return this.#id;
  }

  /** Those of ever closer nodes. */
  get all(): readonly Bucket[] {
    return this.#all;
  }

  /** The rows of all that have a place. */
  *rows(): Iterable<number> {
    for (const { live } of this.#all) yield* live;
  }

  of(row: number): Bucket {
    return this.#all[this.depthOf(row)]!;
  }

  for(id: Uint8Array): Bucket {
    return this.#all[this.#indexFor(id, 0)]!;
  }

  /** How many bits of our id the nodes in the bucket of `row` have. */
  depthOf(row: number): number {
    return this.#indexFor(this.#contacts.records, this.#contacts.idAt(row));
  }

  /** The row with this id, whether it has a place or waits. */
  find(id: Uint8Array): number | undefined {
    const { live, spare } = this.for(id);
    return this.#contacts.find(live, id) ?? this.#contacts.find(spare, id);
  }

  /** Whether a node that answered would find a place. */
  isOpen(bucket: Bucket): boolean {
    return bucket === this.#all.at(-1) || bucket.hasRoom;
  }

  /** Gives a node its place, or has it wait for one. */
  place(row: number): void {
    let bucket = this.of(row);
    while (!bucket.hasRoom && bucket === this.#all.at(-1)) {
      if (this.#all.length === ID_BITS) break;
      this.#split();
      bucket = this.of(row);
    }
    if (bucket.hasRoom) bucket.live.push(row);
    else this.#takePlace(row, bucket);
  }

  /** Has a node wait; one that waits already may be forgotten for it. */
  wait(row: number): void {
    const unused = this.of(row).wait(row, this.#contacts);
    if (unused !== undefined) this.#contacts.remove(unused);
  }

  remove(row: number): void {
    this.of(row).remove(row);
    this.#contacts.remove(row);
  }

  /** At most `count` rows, the closest first. Those that fail to answer only if `any`. */
  closest(target: Uint8Array, count: number, any: boolean): number[] {
    const found: number[] = [];
    const home = this.#indexFor(target, 0);
    this.#collect([this.#all[home]!], target, count, any, found);
    if (found.length < count) {
      // Deeper buckets differ from the target in the same bit, so are one region.
      this.#collect(this.#all.slice(home + 1), target, count, any, found);
    }
    for (let index = home - 1; index >= 0 && found.length < count; index--) {
      this.#collect([this.#all[index]!], target, count, any, found);
    }
    return found;
  }

  /** Sorts all anew around another id of ours. */
  changeId(id: Uint8Array): void {
    const old = this.#all;
    this.#id = id;
    this.#all = [new Bucket(0)];
    for (const { live } of old) for (const row of live) this.place(row);
    for (const { spare } of old) this.#settle(spare);
  }

  /** One whose id is its address's own takes the place of one whose id is not. */
  #takePlace(row: number, { live }: Bucket): void {
    const { verified } = this.#contacts;
    const at = verified[row] ? live.findIndex((other) => !verified[other]) : -1;
    if (at < 0) {
      this.wait(row);
      return;
    }
    const other = live[at]!;
    live[at] = row;
    this.wait(other);
  }

  #split(): void {
    const { live, spare } = this.#all.pop()!;
    const index = this.#all.length;
    this.#all.push(new Bucket(index), new Bucket(index + 1));
    const deepest = this.#all.at(-1)!;
    for (const row of live) {
      const bucket = this.of(row);
      // The deeper bucket is split again when the next node comes to it.
      if (bucket === deepest || bucket.hasRoom) bucket.live.push(row);
      else this.wait(row);
    }
    this.#settle(spare);
  }

  /** Nodes that waited: where there is room now, those that answered have a place. */
  #settle(spare: readonly number[]): void {
    for (const row of spare) {
      if (this.#contacts.answered[row]) this.place(row);
      else this.wait(row);
    }
  }

  #collect(
    buckets: readonly Bucket[],
    target: Uint8Array,
    count: number,
    any: boolean,
    found: number[],
  ): void {
    const { records, failures, length } = this.#contacts;
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

  #indexFor(id: Uint8Array, at: number): number {
    return Math.min(commonBits(id, at, this.#id), this.#all.length - 1);
  }
}
