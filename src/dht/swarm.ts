import { type AddressFamily, COMPACT_LENGTH } from '../bytes/compact-endpoints.ts';
import type { Random } from '../ports/random.ts';

const FIRST_ROWS = 4;
/** Peers behind one address, such as a carrier's NAT. */
const MOST_OF_ADDRESS = 4;

/** The peers announced under one info hash, a row each. */
export class Swarm {
  readonly hash: Uint8Array;
  readonly #length: number;
  #rows: Uint8Array;
  /** When each was announced last, ms. */
  #times = new Float64Array(FIRST_ROWS);
  #seeds = new Uint8Array(FIRST_ROWS);
  #count = 0;

  constructor(hash: Uint8Array, family: AddressFamily) {
    this.hash = hash.slice();
    this.#length = COMPACT_LENGTH[family];
    this.#rows = new Uint8Array(FIRST_ROWS * this.#length);
  }

  get size(): number {
    return this.#count;
  }

  /** When its newest peer was announced, ms. */
  get newest(): number {
    return this.#times.subarray(0, this.#count).reduce((a, b) => Math.max(a, b), 0);
  }

  /**
   * Puts a peer in, 6 or 18 bytes, or notes that it is still there. Where there would be more
   * than `most`, or too many of one address, the oldest of those goes. Returns the address
   * (4 or 16 bytes) that lost a row, if any.
   */
  add(
    peer: Uint8Array,
    isSeed: boolean,
    now: number,
    most: number,
    isCrowded: boolean,
  ): Uint8Array | undefined {
    const { row, lost } = this.#rowFor(peer, most, isCrowded);
    this.#rows.set(peer, row * this.#length);
    this.#times[row] = now;
    this.#seeds[row] = isSeed ? 1 : 0;
    return lost;
  }

  has(peer: Uint8Array): boolean {
    return this.#find(peer) !== undefined;
  }

  /** Drops who was announced before `since`; `gone` gets the address of each. */
  expire(since: number, gone: (ip: Uint8Array) => void): void {
    for (let row = this.#count - 1; row >= 0; row--) {
      if (this.#times[row]! >= since) continue;
      gone(this.ip(row));
      this.#move(--this.#count, row);
    }
  }

  /** At most `count` of them by chance, one behind another. */
  sample(count: number, withSeeds: boolean, random: Random): Uint8Array {
    const wanted = Math.min(count, this.#count);
    const found = new Uint8Array(wanted * this.#length);
    let used = 0;
    // Each row drawn changes places with the first one not drawn yet.
    for (let row = 0; row < this.#count && used < wanted; row++) {
      const other = wanted < this.#count ? row + random.integer(this.#count - row) : row;
      this.#swap(row, other);
      if (this.#seeds[row] && !withSeeds) continue;
      const at = row * this.#length;
      found.set(this.#rows.subarray(at, at + this.#length), this.#length * used++);
    }
    return found.subarray(0, used * this.#length);
  }

  /** The address of a row, 4 or 16 bytes. */
  ip(row: number): Uint8Array {
    return this.#rows.slice(row * this.#length, (row + 1) * this.#length - 2);
  }

  isSeed(row: number): boolean {
    return this.#seeds[row] === 1;
  }

  #rowFor(
    peer: Uint8Array,
    most: number,
    isCrowded: boolean,
  ): { row: number; lost?: Uint8Array } {
    const known = this.#find(peer);
    if (known !== undefined) return { row: known };
    const others = isCrowded ? [] : this.#ofAddress(peer);
    if (others.length >= MOST_OF_ADDRESS) return this.#replace(others);
    if (this.#count >= most) {
      return this.#replace(Array.from({ length: this.#count }, (_, row) => row));
    }
    if (this.#count === this.#times.length) this.#grow();
    return { row: this.#count++ };
  }

  #replace(rows: readonly number[]): { row: number; lost: Uint8Array } {
    const row = rows.reduce((a, b) => (this.#times[b]! < this.#times[a]! ? b : a));
    return { row, lost: this.ip(row) };
  }

  #find(peer: Uint8Array): number | undefined {
    for (let row = 0; row < this.#count; row++) {
      if (this.#begins(row, peer, this.#length)) return row;
    }
    return undefined;
  }

  #ofAddress(peer: Uint8Array): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#count; row++) {
      if (this.#begins(row, peer, this.#length - 2)) rows.push(row);
    }
    return rows;
  }

  #begins(row: number, bytes: Uint8Array, length: number): boolean {
    const at = row * this.#length;
    for (let index = 0; index < length; index++) {
      if (this.#rows[at + index] !== bytes[index]) return false;
    }
    return true;
  }

  #move(from: number, to: number): void {
    if (from === to) return;
    this.#rows.copyWithin(
      to * this.#length,
      from * this.#length,
      (from + 1) * this.#length,
    );
    this.#times[to] = this.#times[from]!;
    this.#seeds[to] = this.#seeds[from]!;
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    const row = this.#rows.slice(a * this.#length, (a + 1) * this.#length);
    const time = this.#times[a]!;
    const seed = this.#seeds[a]!;
    this.#move(b, a);
    this.#rows.set(row, b * this.#length);
    this.#times[b] = time;
    this.#seeds[b] = seed;
  }

  #grow(): void {
    const rows = new Uint8Array(2 * this.#rows.length);
    rows.set(this.#rows);
    this.#rows = rows;
    const times = new Float64Array(2 * this.#times.length);
    times.set(this.#times);
    this.#times = times;
    const seeds = new Uint8Array(2 * this.#seeds.length);
    seeds.set(this.#seeds);
    this.#seeds = seeds;
  }
}
