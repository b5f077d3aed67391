import type { Bitfield } from '../bytes/bitfield.ts';

/** How far one peer's pieces were searched. */
interface View {
  /** Before this one it has no piece that waits, but for those in `back`. */
  next: number;
  /** Pieces before `next` that it may have since, the first one last. */
  readonly back: number[];
  /** Where in the news the last search ended, and in which edition of it. */
  heard: number;
  readonly edition: number;
}

/**
 * Pieces from the first to the last. A peer's search goes on where its last one ended, but
 * for pieces before that which began to wait, or which it newly has, since.
 */
export class Sequence {
  readonly #pieceCount: number;
  readonly #views = new WeakMap<Bitfield, View>();
  #news: number[] = [];
  #edition = 0;

  constructor(pieceCount: number) {
    this.#pieceCount = pieceCount;
  }

  /** The piece began to wait, or somebody newly has it. */
  appeared(piece: number): void {
    if (this.#news.push(piece) <= this.#pieceCount) return;
    this.#news = [];
    this.#edition++;
  }

  /** The first piece of `has` that waits, or -1. */
  first(has: Bitfield, waiting: { has(piece: number): boolean }): number {
    const view = this.#view(has);
    const fits = (piece: number) => has.has(piece) && waiting.has(piece);
    for (; view.heard < this.#news.length; view.heard++) {
      const piece = this.#news[view.heard]!;
      if (piece < view.next && fits(piece)) insert(view.back, piece);
    }
    for (; view.back.length > 0; view.back.pop()) {
      if (fits(view.back.at(-1)!)) return view.back.at(-1)!;
    }
    for (; view.next < this.#pieceCount; view.next++) {
      if (fits(view.next)) return view.next;
    }
    return -1;
  }

  #view(has: Bitfield): View {
    const known = this.#views.get(has);
    if (known?.edition === this.#edition) return known;
    const heard = this.#news.length;
    const view = { next: 0, back: [], heard, edition: this.#edition };
    this.#views.set(has, view);
    return view;
  }
}

/** Into pieces that descend. */
function insert(pieces: number[], piece: number): void {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]! > piece) low = middle + 1;
    else high = middle;
  }
  pieces.splice(low, 0, piece);
}
