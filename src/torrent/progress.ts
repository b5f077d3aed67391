import type { Bitfield } from '../bytes/bitfield.ts';
import type { Selection } from '../storage/selection.ts';

/** What of a torrent is verified and written, and how far that is of what is wanted. */
export class Progress {
  /** Read it, change it only through `add`. */
  readonly have: Bitfield;
  readonly #selection: Selection;
  #bytes = 0;
  /** Pieces that are wanted and not had. */
  #missing: number;

  constructor(selection: Selection, have: Bitfield) {
    this.have = have;
    this.#selection = selection;
    this.#missing = selection.pieces.count;
    for (let piece = 0; piece < have.length; piece++)
      if (have.has(piece)) this.#count(piece);
  }

  /** Bytes of files that are wanted: their size once all is there. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether everything wanted is there. */
  get complete(): boolean {
    return this.#missing === 0;
  }

  /** Whether the piece is still to be fetched. */
  lacks(piece: number): boolean {
    return this.#selection.pieces.has(piece) && !this.have.has(piece);
  }

  /** One more piece is verified and written. */
  add(piece: number): void {
    if (this.have.has(piece)) return;
    this.have.set(piece, true);
    this.#count(piece);
  }

  #count(piece: number): void {
    if (!this.#selection.pieces.has(piece)) return;
    this.#missing--;
    this.#bytes += this.#selection.bytes(piece);
  }
}
