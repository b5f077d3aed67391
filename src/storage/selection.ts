import { Bitfield } from '../bytes/bitfield.ts';
import type { FileLayout, TorrentFile } from '../metainfo/file-layout.ts';
import type { Pieces } from '../metainfo/pieces.ts';

/** Which files of a torrent are to be downloaded, and what follows for its pieces. */
export class Selection {
  /** Bytes of the files that are wanted. */
  readonly size: number;
  /** How many files are wanted. */
  readonly fileCount: number;
  /** Of the files that are not, ascending. */
  readonly unwanted: readonly number[];
  /** The pieces that hold something of a file that is wanted; if all are, all. */
  readonly pieces: Bitfield;
  readonly #layout: FileLayout;
  readonly #ranges: Pieces;
  readonly #unwanted: ReadonlySet<number>;
  readonly #wanted: readonly TorrentFile[];

  /** Of `unwanted`, what is no file's index, or a pad file's, counts for nothing. */
  constructor(layout: FileLayout, pieces: Pieces, unwanted: readonly number[]) {
    this.#layout = layout;
    this.#ranges = pieces;
    const left = new Set(unwanted);
    const files = [...layout.files.entries()].filter(([, { kind }]) => kind === 'file');
    this.#wanted = files.filter(([index]) => !left.has(index)).map(([, file]) => file);
    this.unwanted = files.map(([index]) => index).filter((index) => left.has(index));
    this.#unwanted = new Set(this.unwanted);
    this.fileCount = this.#wanted.length;
    this.size = this.#wanted.reduce((sum, { length }) => sum + length, 0);
    this.pieces = new Bitfield(pieces.count);
    if (this.all) this.pieces.setAll();
    for (const { offset, length } of this.#wanted) {
      if (this.all || length === 0) continue;
      const last = pieces.at(offset + length - 1);
      for (let piece = pieces.at(offset); piece <= last; piece++)
        this.pieces.set(piece, true);
    }
  }

  /** Nothing is left out. */
  get all(): boolean {
    return this.#unwanted.size === 0;
  }

  wants(file: number): boolean {
    return !this.#unwanted.has(file);
  }

  /** Bytes of the piece that belong to files that are wanted. */
  bytes(piece: number): number {
    const { files } = this.#layout;
    let bytes = 0;
    const span = this.#ranges.span(piece);
    for (const slice of this.#layout.slices(this.#ranges.offset(piece), span)) {
      if (files[slice.file]!.kind === 'file' && this.wants(slice.file))
        bytes += slice.length;
    }
    return bytes;
  }

  /** The same of all pieces of `have` together. */
  bytesIn(have: Bitfield): number {
    let bytes = 0;
    for (const { offset, length } of this.#wanted) {
      const end = offset + length;
      for (
        let piece = this.#ranges.at(offset);
        this.#ranges.offset(piece) < end;
        piece++
      ) {
        if (!have.has(piece)) continue;
        const from = Math.max(this.#ranges.offset(piece), offset);
        bytes += Math.min(this.#ranges.offset(piece + 1), end) - from;
      }
    }
    return bytes;
  }
}
