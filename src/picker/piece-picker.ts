import type { Bitfield } from '../bytes/bitfield.ts';

/**
 * Which piece to begin next: the rarest, ties at random.
 *
 * The pieces still to begin stand in one array, grouped by availability, rarest first, each
 * group in random order. `#bounds[a]` is where the group of availability `a` starts, so one
 * peer more or less moves a piece over one border by one swap. Peers that have everything
 * would change no order: there is no need to count them.
 */
export class PiecePicker {
  readonly #availability: Uint16Array;
  /** The pieces to begin, rarest first. */
  readonly #order: Int32Array;
  /** Where a piece stands in the order; -1 when it is not to begin. */
  readonly #position: Int32Array;
  #length = 0;
  readonly #bounds: number[] = [0];

  /** `wanted` says which pieces are to begin; `random(n)` answers from 0 to n - 1. */
  constructor(
    pieceCount: number,
    wanted: (piece: number) => boolean,
    random: (bound: number) => number,
  ) {
    this.#availability = new Uint16Array(pieceCount);
    this.#order = new Int32Array(pieceCount);
    this.#position = new Int32Array(pieceCount).fill(-1);
    for (let piece = 0; piece < pieceCount; piece++) {
      if (wanted(piece)) this.#order[this.#length++] = piece;
    }
    for (let at = this.#length - 1; at > 0; at--) {
      const other = random(at + 1);
      const piece = this.#order[at]!;
      this.#order[at] = this.#order[other]!;
      this.#order[other] = piece;
    }
    for (let at = 0; at < this.#length; at++) this.#position[this.#order[at]!] = at;
  }

  /** Pieces that wait to begin. */
  get waiting(): number {
    return this.#length;
  }

  /** Counts a peer's pieces in (+1) or out (-1). */
  count(pieces: Bitfield, change: 1 | -1): void {
    for (let piece = 0; piece < pieces.length; piece++) {
      if (pieces.has(piece)) this.countOne(piece, change);
    }
  }

  countOne(piece: number, change: 1 | -1): void {
    const from = this.#availability[piece]!;
    const to = from + change;
    if (this.#position[piece] === -1) {
      this.#availability[piece] = to;
      return;
    }
    if (change > 0) {
      this.#swap(this.#position[piece]!, this.#end(from) - 1);
      this.#availability[piece] = to;
      this.#setBound(to, this.#end(from) - 1);
    } else {
      this.#swap(this.#position[piece]!, this.#start(from));
      this.#availability[piece] = to;
      this.#bounds[from] = this.#start(from) + 1;
    }
  }

  /**
   * The piece to begin among those of `has`, or -1. `near`, the piece that follows the last
   * one begun for the same peer, wins among equally rare ones: neighbours are written in
   * one go. The piece stays in the order until `begin`.
   */
  pick(has: Bitfield, near: number): number {
    const first = this.#first(has);
    if (first === -1) return -1;
    const nearFits =
      near < this.#position.length &&
      this.#position[near] !== -1 &&
      has.has(near) &&
      this.#availability[near] === this.#availability[first];
    return nearFits ? near : first;
  }

  /** Takes a piece out of the order: it is begun, or had, or not wanted any more. */
  begin(piece: number): void {
    if (this.#position[piece] === -1) return;
    // Move it over each later border, to the very end.
    for (let group = this.#availability[piece]!; group < this.#bounds.length; group++) {
      this.#swap(this.#position[piece]!, this.#end(group) - 1);
      if (group + 1 < this.#bounds.length) this.#bounds[group + 1]!--;
    }
    this.#length--;
    this.#position[piece] = -1;
  }

  /** Puts a piece back: it has to begin again. */
  release(piece: number): void {
    if (this.#position[piece] !== -1) return;
    const group = this.#availability[piece]!;
    while (this.#bounds.length <= group) this.#bounds.push(this.#length);
    this.#order[this.#length] = piece;
    this.#position[piece] = this.#length++;
    for (let above = this.#bounds.length - 1; above > group; above--) {
      this.#swap(this.#position[piece]!, this.#bounds[above]!);
      this.#bounds[above]!++;
    }
  }

  #first(has: Bitfield): number {
    for (let at = 0; at < this.#length; at++) {
      const piece = this.#order[at]!;
      if (has.has(piece)) return piece;
    }
    return -1;
  }

  #start(group: number): number {
    return this.#bounds[group] ?? this.#length;
  }

  #end(group: number): number {
    return this.#bounds[group + 1] ?? this.#length;
  }

  #setBound(group: number, at: number): void {
    while (this.#bounds.length < group) this.#bounds.push(this.#length);
    this.#bounds[group] = at;
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    const pieceA = this.#order[a]!;
    const pieceB = this.#order[b]!;
    this.#order[a] = pieceB;
    this.#order[b] = pieceA;
    this.#position[pieceA] = b;
    this.#position[pieceB] = a;
  }
}
