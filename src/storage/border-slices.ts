import type { FileLayout, FileSlice } from '../metainfo/file-layout.ts';
import type { FileIndex } from '../metainfo/indices.ts';
import type { Pieces } from '../metainfo/pieces.ts';

/** What a file has of a piece that it shares with other files. */
export interface BorderSlice extends FileSlice {
  readonly piece: number;
}

/**
 * The border slices of a torrent in stream order: at most two of each file, its beginning and
 * its end. None where each file begins with a piece.
 */
export function borderSlices(layout: FileLayout, pieces: Pieces): BorderSlice[] {
  const filled: { file: FileIndex; begin: number; end: number }[] = [];
  for (const [file, { kind, length, offset }] of layout.files.entries()) {
    if (kind !== 'file' || length === 0) continue;
    filled.push({ file: file as FileIndex, begin: offset, end: offset + length });
  }
  const slices: BorderSlice[] = [];
  for (const [at, { file, begin, end }] of filled.entries()) {
    const first = pieces.at(begin);
    const last = pieces.at(end - 1);
    const before = at > 0 && pieces.at(filled[at - 1]!.end - 1) === first;
    const after = at + 1 < filled.length && pieces.at(filled[at + 1]!.begin) === last;
    const take = (piece: number) => {
      const from = Math.max(pieces.offset(piece), begin);
      const length = Math.min(pieces.offset(piece + 1), end) - from;
      slices.push({ piece, file, offset: from - begin, length });
    };
    if (before || (after && first === last)) take(first);
    if (after && first !== last) take(last);
  }
  return slices;
}
