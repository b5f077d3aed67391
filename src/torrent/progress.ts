import type { Bitfield } from '../bytes/bitfield.ts';
import type { PieceRank } from '../storage/file-ranks.ts';
import type { Selection } from '../storage/selection.ts';

/** What of a torrent is verified and written, and how far that is of what is wanted. */
export class Progress {
  /** Read it, change it only through `add` and `remove`. */
  readonly have: Bitfield;
  #selection: Selection;
  #bytes = 0;
  /** Pieces that are wanted and not had. */
  #missing = 0;

  constructor(selection: Selection, have: Bitfield) {
    this.have = have;
    this.#selection = selection;
    this.#count();
  }

  /** Other files are wanted, or the same ones in another order. */
  select(selection: Selection): void {
    this.#selection = selection;
    this.#count();
  }

  /** How much the piece is wanted. */
  rank(piece: number): PieceRank {
    return this.#selection.rank(piece);
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
    return this.wants(piece) && !this.have.has(piece);
  }

  /** Whether the piece holds something of a file that is wanted. */
  wants(piece: number): boolean {
    return this.#selection.pieces.has(piece);
  }

  /** One more piece is verified and written. */
  add(piece: number): void {
    if (this.have.has(piece)) return;
    if (this.lacks(piece)) this.#missing--;
    this.have.set(piece, true);
    this.#bytes += this.#selection.bytes(piece);
  }

  /** It is not there any more, or not right. */
  remove(piece: number): void {
    if (!this.have.has(piece)) return;
    this.have.set(piece, false);
    if (this.lacks(piece)) this.#missing++;
    this.#bytes -= this.#selection.bytes(piece);
  }

  #count(): void {
    this.#bytes = this.#selection.bytesIn(this.have);
    this.#missing = 0;
    for (let piece = 0; piece < this.have.length; piece++) {
      if (this.lacks(piece)) this.#missing++;
    }
  }
}
