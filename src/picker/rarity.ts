import type { Bitfield } from '../bytes/bitfield.ts';

/** The pieces that came to one availability, in that order; some have gone on since. */
interface Level {
  pieces: number[];
  /** Of those, how many are still here. */
  count: number;
  /** How often what has gone was swept out: places from before mean nothing. */
  sweeps: number;
}

/** How far one peer's pieces were searched, by level. */
interface View {
  readonly places: number[];
  readonly sweeps: number[];
}

const GONE = -1;

/**
 * Pieces by their availability.
 *
 * A level only ever grows at its end: a piece that comes to it, or comes back to it, or that
 * a peer newly has, which changes its availability, stands behind everything that was there.
 * So what a peer's search has passed over, because it has gone or because the peer lacks it,
 * it need never look at again: a search goes on where the last one stopped, and each change
 * is looked at once. What has gone is swept out when it is the larger part.
 */
export class Rarity {
  readonly #levels: Level[] = [];
  /** Where each piece stands: its level, and its place there. */
  readonly #level: Uint16Array;
  readonly #place: Int32Array;
  /** By the bitfield that is searched with. */
  readonly #views = new WeakMap<Bitfield, View>();

  constructor(pieceCount: number) {
    this.#level = new Uint16Array(pieceCount);
    this.#place = new Int32Array(pieceCount).fill(GONE);
  }

  has(piece: number): boolean {
    return this.#place[piece] !== GONE;
  }

  /** The piece has this availability now; before, it had another, or was not here. */
  move(piece: number, availability: number): void {
    this.remove(piece);
    while (this.#levels.length <= availability) {
      this.#levels.push({ pieces: [], count: 0, sweeps: 0 });
    }
    const level = this.#levels[availability]!;
    this.#level[piece] = availability;
    this.#place[piece] = level.pieces.push(piece) - 1;
    level.count++;
  }

  remove(piece: number): void {
    if (!this.has(piece)) return;
    const index = this.#level[piece]!;
    const level = this.#levels[index]!;
    this.#place[piece] = GONE;
    level.count--;
    if (level.pieces.length > 2 * level.count + 64) this.#sweep(level, index);
  }

  /** One of the rarest pieces of `has`, or -1. */
  first(has: Bitfield): number {
    const view = this.#view(has);
    for (let index = 0; index < this.#levels.length; index++) {
      const level = this.#levels[index]!;
      if (level.count === 0) continue;
      const { pieces, sweeps } = level;
      let place = view.sweeps[index] === sweeps ? view.places[index]! : 0;
      while (place < pieces.length && !this.#fits(index, place, has)) place++;
      view.sweeps[index] = sweeps;
      view.places[index] = place;
      if (place < pieces.length) return pieces[place]!;
    }
    return -1;
  }

  /** Another as rare as `first`, if `draws` tries find one, so that not all begin alike. */
  draw(
    has: Bitfield,
    first: number,
    draws: number,
    random: (bound: number) => number,
  ): number {
    const index = this.#level[first]!;
    const { pieces } = this.#levels[index]!;
    const from = this.#place[first]!;
    for (let draw = 0; draw < draws; draw++) {
      const place = from + random(pieces.length - from);
      if (this.#fits(index, place, has)) return pieces[place]!;
    }
    return first;
  }

  #fits(level: number, place: number, has: Bitfield): boolean {
    const piece = this.#levels[level]!.pieces[place]!;
    const here = this.#place[piece] === place && this.#level[piece] === level;
    return here && has.has(piece);
  }

  #view(has: Bitfield): View {
    const known = this.#views.get(has);
    if (known) return known;
    const view: View = { places: [], sweeps: [] };
    this.#views.set(has, view);
    return view;
  }

  #sweep(level: Level, index: number): void {
    const kept: number[] = [];
    for (let place = 0; place < level.pieces.length; place++) {
      const piece = level.pieces[place]!;
      if (this.#place[piece] !== place || this.#level[piece] !== index) continue;
      this.#place[piece] = kept.push(piece) - 1;
    }
    level.pieces = kept;
    level.sweeps++;
  }
}
