import type { FileLayout } from './file-layout.ts';
import type { FileIndex } from './indices.ts';
import type { Info } from './metainfo.ts';

/** Which bytes of the torrent's stream each piece covers, and which of those are data. */
export class Pieces {
  readonly count: number;
  readonly #length: number;
  readonly #layout: FileLayout;
  /** From BEP 52 on every file begins with a piece. */
  readonly #aligned: boolean;

  constructor(
    info: Pick<Info, 'version' | 'pieceLength' | 'pieceCount'>,
    layout: FileLayout,
  ) {
    this.count = info.pieceCount;
    this.#length = info.pieceLength;
    this.#layout = layout;
    this.#aligned = info.version !== 'v1';
  }

  /** Where it begins in the stream. */
  offset(piece: number): number {
    return piece * this.#length;
  }

  /** Which one holds the byte at `offset` of the stream. */
  at(offset: number): number {
    return Math.floor(offset / this.#length);
  }

  /** Bytes that it covers, pad files and all: what its v1 hash is taken over. */
  span(piece: number): number {
    return Math.min(this.#length, this.#layout.size - this.offset(piece));
  }

  /**
   * Bytes to ask peers for, to keep, and to take its v2 hash over: from BEP 52 on only its
   * one file's, without the pad file behind that.
   */
  size(piece: number): number {
    if (!this.#aligned) return this.span(piece);
    const offset = this.offset(piece);
    const file = this.#layout.files[this.#layout.fileAt(offset)]!;
    return Math.min(this.#length, file.offset + file.length - offset);
  }

  /** The one file it is of; only from BEP 52 on. */
  file(piece: number): FileIndex {
    return this.#layout.fileAt(this.offset(piece));
  }
}
