import type { Bitfield } from '../bytes/bitfield.ts';
import { Rarity } from './rarity.ts';
import { Sequence } from './sequence.ts';

/** How much a piece is wanted beside the others: 0 is first. */
export const RANK = { high: 0, normal: 1, low: 2 } as const;
const RANKS = 3;
/** Pieces looked at by chance for one as good as the first found. */
const DRAWS = 8;
/** The same for a first piece, which need not be rare. */
const FIRST_DRAWS = 32;

export interface PickerOptions {
  readonly pieceCount: number;
  /** Which pieces are to begin. */
  wanted(piece: number): boolean;
  /** One of RANK. */
  rank(piece: number): number;
  /** Answers from 0 to `bound` - 1. */
  random(bound: number): number;
}

/**
 * Which piece to begin next:
 *
 *  1. of the highest rank (file priorities);
 *  2. in sequential mode the first one; else the rarest, ties at random;
 *  3. while `randomFirst`, any: a common piece comes soon, from many, and then there is
 *     something to give.
 *
 * A piece is out of this once it is begun, or had, or not wanted. A peer's choice costs a few
 * steps, however many pieces there are: see Rarity. Peers that have everything would change
 * no order: there is no need to count them.
 */
export class PiecePicker {
  /** Pieces from the first to the last. */
  sequential = false;
  /** Nothing is had that others might want. */
  randomFirst = false;
  readonly #random: (bound: number) => number;
  readonly #wanted: (piece: number) => boolean;
  readonly #availability: Uint16Array;
  readonly #ranks: Uint8Array;
  readonly #waiting: Uint8Array;
  /** All pieces, in an order that no other peer has. */
  readonly #shuffled: Int32Array;
  readonly #rarity: readonly Rarity[];
  readonly #sequence: readonly Sequence[];
  #count = 0;

  constructor(options: PickerOptions) {
    const { pieceCount } = options;
    this.#random = (bound) => options.random(bound);
    this.#wanted = (piece) => options.wanted(piece);
    this.#availability = new Uint16Array(pieceCount);
    this.#ranks = new Uint8Array(pieceCount);
    this.#waiting = new Uint8Array(pieceCount);
    this.#shuffled = shuffled(pieceCount, this.#random);
    const ranks = Array.from({ length: RANKS });
    this.#rarity = ranks.map(() => new Rarity(pieceCount));
    this.#sequence = ranks.map(() => new Sequence(pieceCount));
    for (const piece of this.#shuffled) {
      this.#ranks[piece] = options.rank(piece);
      this.release(piece);
    }
  }

  /** Pieces that wait to begin. */
  get waiting(): number {
    return this.#count;
  }

  waits(piece: number): boolean {
    return this.#waiting[piece] === 1;
  }

  /** How many of the peers that are counted have the piece. */
  availability(piece: number): number {
    return this.#availability[piece]!;
  }

  /** Counts a peer's pieces in (+1) or out (-1). */
  count(pieces: Bitfield, change: 1 | -1): void {
    for (const piece of this.#shuffled) {
      if (pieces.has(piece)) this.countOne(piece, change);
    }
  }

  /** After the bit was set, or cleared, in the bitfield that is asked with. */
  countOne(piece: number, change: 1 | -1): void {
    const availability = this.#availability[piece]! + change;
    this.#availability[piece] = availability;
    if (this.#waiting[piece] === 0) return;
    this.#rarity[this.#ranks[piece]!]!.move(piece, availability);
    if (change > 0) this.#sequence[this.#ranks[piece]!]!.appeared(piece);
  }

  /** One of those of `has` that `pick` chooses from, or -1. */
  first(has: Bitfield): number {
    for (const rarity of this.#rarity) {
      const piece = rarity.first(has);
      if (piece !== -1) return piece;
    }
    return -1;
  }

  /**
   * Whether `first` is to be begun before one that was begun goes on: it is rarer, and
   * wanted as much. A seed could go on with all that others began, and would bring nothing
   * that they do not have.
   */
  comesBefore(first: number, begun: number): boolean {
    if (first === -1 || this.sequential || this.randomFirst) return false;
    const rarer = this.#availability[first]! < this.#availability[begun]!;
    return rarer && this.#ranks[first]! <= this.#ranks[begun]!;
  }

  /** Whether there is anything to begin among those of `has`. */
  offers(has: Bitfield): boolean {
    return this.first(has) !== -1;
  }

  /**
   * The piece to begin among those of `has`, or -1. `near`, the piece that follows the last
   * one begun for the same peer, wins among equally rare ones: neighbours are written in
   * one go. `suggested` wins among those of its rank (BEP 6). The piece waits until `begin`.
   */
  pick(has: Bitfield, near: number, suggested?: Iterable<number>): number {
    for (let rank = 0; rank < RANKS; rank++) {
      const rarity = this.#rarity[rank]!;
      const first = rarity.first(has);
      if (first === -1) continue;
      for (const piece of suggested ?? []) if (this.#fits(piece, rank, has)) return piece;
      if (this.sequential) return this.#sequence[rank]!.first(has, rarity);
      if (this.randomFirst) return this.#drawFirst(has, rank, first);
      const equal = this.#availability[near] === this.#availability[first];
      if (equal && this.#fits(near, rank, has)) return near;
      return rarity.draw(has, first, DRAWS, this.#random);
    }
    return -1;
  }

  /** Takes a piece out: it is begun, or had, or not wanted any more. */
  begin(piece: number): void {
    if (this.#waiting[piece] === 0) return;
    this.#waiting[piece] = 0;
    this.#count--;
    this.#rarity[this.#ranks[piece]!]!.remove(piece);
  }

  /** Puts a piece back: it has to begin, or to begin again, if it is wanted at all. */
  release(piece: number): void {
    if (this.#waiting[piece] === 1 || !this.#wanted(piece)) return;
    this.#waiting[piece] = 1;
    this.#count++;
    const rank = this.#ranks[piece]!;
    this.#rarity[rank]!.move(piece, this.#availability[piece]!);
    this.#sequence[rank]!.appeared(piece);
  }

  /** One of RANK, from now on. */
  setRank(piece: number, rank: number): void {
    if (this.#ranks[piece] === rank) return;
    const waits = this.waits(piece);
    this.begin(piece);
    this.#ranks[piece] = rank;
    if (waits) this.release(piece);
  }

  #drawFirst(has: Bitfield, rank: number, rarest: number): number {
    for (let draw = 0; draw < FIRST_DRAWS; draw++) {
      const piece = this.#random(this.#ranks.length);
      if (this.#fits(piece, rank, has)) return piece;
    }
    return rarest;
  }

  #fits(piece: number, rank: number, has: Bitfield): boolean {
    return this.waits(piece) && this.#ranks[piece] === rank && has.has(piece);
  }
}

function shuffled(length: number, random: (bound: number) => number): Int32Array {
  const order = Int32Array.from({ length }, (_, piece) => piece);
  for (let at = length - 1; at > 0; at--) {
    const other = random(at + 1);
    const piece = order[at]!;
    order[at] = order[other]!;
    order[other] = piece;
  }
  return order;
}
