import type { FileLayout } from '../metainfo/file-layout.ts';
import type { FileIndex } from '../metainfo/indices.ts';

/** Bytes to ask for at once. */
export interface FilePart {
  readonly file: FileIndex;
  /** Bytes into that file. */
  readonly offset: number;
  readonly length: number;
  /** Where they belong in the torrent's stream. */
  readonly at: number;
}

/**
 * What to ask for to have `length` bytes of the stream from `offset`, at most `most` bytes at
 * once. Nobody keeps pad files: none of them is asked for.
 */
export function fileParts(
  layout: FileLayout,
  offset: number,
  length: number,
  most: number,
): FilePart[] {
  const parts: FilePart[] = [];
  let at = offset;
  for (const slice of layout.slices(offset, length)) {
    const isPad = layout.files[slice.file]!.kind === 'pad';
    for (let done = 0; done < slice.length && !isPad; done += most) {
      parts.push({
        file: slice.file,
        offset: slice.offset + done,
        length: Math.min(most, slice.length - done),
        at: at + done,
      });
    }
    at += slice.length;
  }
  return parts;
}
