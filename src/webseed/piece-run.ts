import type { LentPiece } from './web-seed-host.ts';

/** Neighbouring pieces being filled, in the order of the stream. */
export class PieceRun {
  readonly #pieces: readonly LentPiece[];
  readonly #pieceLength: number;
  readonly #whole: (piece: LentPiece) => void;
  /** How many are whole: the first ones. */
  #done = 0;
  /** All of the stream before this is there. */
  #at: number;

  /** `whole` gets each piece when its last byte is in it. */
  constructor(
    pieces: readonly LentPiece[],
    pieceLength: number,
    whole: (piece: LentPiece) => void,
  ) {
    this.#pieces = pieces;
    this.#pieceLength = pieceLength;
    this.#whole = whole;
    this.#at = (pieces[0]?.index ?? 0) * pieceLength;
  }

  /** Those that are not whole. */
  get rest(): readonly LentPiece[] {
    return this.#pieces.slice(this.#done);
  }

  /** Bytes of the stream; what was left out before `at` is of pad files, and zeros. */
  write(at: number, bytes: Uint8Array): void {
    this.padTo(at);
    this.#each(at + bytes.length, (target, from) => {
      target.set(bytes.subarray(from - at, from - at + target.length));
    });
  }

  /** What was left out before `at` is zeros. */
  padTo(at: number): void {
    this.#each(at, (target) => target.fill(0));
  }

  /** Has each stretch up to `end` written, and goes on to there. */
  #each(end: number, put: (target: Uint8Array, from: number) => void): void {
    while (this.#done < this.#pieces.length && this.#at < end) {
      const piece = this.#pieces[this.#done]!;
      const start = piece.index * this.#pieceLength;
      const until = Math.min(end, start + piece.buffer.length);
      if (until > this.#at) {
        put(piece.buffer.subarray(this.#at - start, until - start), this.#at);
      }
      // Behind its data a piece may have a pad, which is not kept.
      this.#at = Math.min(end, start + this.#pieceLength);
      if (until < start + piece.buffer.length) return;
      this.#done++;
      this.#whole(piece);
    }
  }
}
