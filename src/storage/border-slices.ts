import type { FileLayout, FileSlice, TorrentFile } from '../metainfo/file-layout.ts';
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
  const filled = [...layout.files.entries()].filter(
    ([, { kind, length }]) => kind === 'file' && length > 0,
  );
  const first = (file: TorrentFile) => pieces.at(file.offset);
  const last = (file: TorrentFile) => pieces.at(file.offset + file.length - 1);
  const slices: BorderSlice[] = [];
  for (const [at, [index, file]] of filled.entries()) {
    const before = filled[at - 1]?.[1];
    const after = filled[at + 1]?.[1];
    for (const piece of new Set([first(file), last(file)])) {
      const shared =
        (before && last(before) === piece) || (after && first(after) === piece);
      if (!shared) continue;
      const begin = Math.max(pieces.offset(piece) - file.offset, 0);
      const end = Math.min(pieces.offset(piece + 1) - file.offset, file.length);
      slices.push({
        piece,
        file: index as FileIndex,
        offset: begin,
        length: end - begin,
      });
    }
  }
  return slices;
}
