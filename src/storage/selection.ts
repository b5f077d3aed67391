import { Bitfield } from '../bytes/bitfield.ts';
import type { FileLayout, TorrentFile } from '../metainfo/file-layout.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import {
  type FilePriority,
  type FileRanks,
  NO_RANKS,
  type PieceRank,
} from './file-ranks.ts';

/** Which files of a torrent are to be downloaded, which first, and what follows for pieces. */
export class Selection {
  /** Bytes of the files that are wanted. */
  readonly size: number;
  /** How many files are wanted. */
  readonly fileCount: number;
  /** Of the files that are not, ascending. */
  readonly unwanted: readonly number[];
  /** Of the files that are wanted. */
  readonly ranks: FileRanks;
  /** The pieces that hold something of a file that is wanted; if all are, all. */
  readonly pieces: Bitfield;
  readonly #layout: FileLayout;
  readonly #ranges: Pieces;
  readonly #unwanted: ReadonlySet<number>;
  readonly #wanted: readonly TorrentFile[];
  readonly #high: ReadonlySet<number>;
  readonly #low: ReadonlySet<number>;
  /** By piece; undefined: all are normal. */
  readonly #pieceRanks: readonly PieceRank[] | undefined;

  /** What is no file's index, or a pad file's, counts for nothing. */
  constructor(
    layout: FileLayout,
    pieces: Pieces,
    unwanted: readonly number[],
    ranks: FileRanks = NO_RANKS,
  ) {
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
    const wanted = files.map(([index]) => index).filter((index) => !left.has(index));
    this.#high = new Set(ranks.high);
    this.#low = new Set(ranks.low);
    const of = (ranked: ReadonlySet<number>) =>
      wanted.filter((index) => ranked.has(index));
    this.ranks = { high: of(this.#high), low: of(this.#low) };
    this.#pieceRanks = this.#rankPieces();
  }

  /** The same but for these files. */
  with(changed: readonly number[], priority: FilePriority): Selection {
    const these = new Set(changed);
    const others = (files: readonly number[]) => files.filter((file) => !these.has(file));
    const all = (kind: FilePriority, files: readonly number[]) =>
      kind === priority ? [...others(files), ...changed] : others(files);
    return new Selection(this.#layout, this.#ranges, all('skip', this.unwanted), {
      high: all('high', this.ranks.high),
      low: all('low', this.ranks.low),
    });
  }

  priority(file: number): FilePriority {
    if (!this.wants(file)) return 'skip';
    if (this.#high.has(file)) return 'high';
    return this.#low.has(file) ? 'low' : 'normal';
  }

  /** Of a piece that is wanted. */
  rank(piece: number): PieceRank {
    return this.#pieceRanks?.[piece] ?? 'normal';
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

  #rankPieces(): PieceRank[] | undefined {
    const { high, low } = this.ranks;
    if (high.length + low.length === 0) return undefined;
    const ranks: PieceRank[] = new Array(this.#ranges.count).fill('low');
    for (const rank of ['normal', 'high'] as const) {
      for (const [index, { offset, length }] of this.#layout.files.entries()) {
        if (length === 0 || !this.wants(index) || this.priority(index) !== rank) continue;
        const from = this.#ranges.at(offset);
        ranks.fill(rank, from, this.#ranges.at(offset + length - 1) + 1);
      }
    }
    return ranks;
  }
}
