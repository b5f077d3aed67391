import type { FoundFile } from './scan-files.ts';

/** Neighbouring pieces that are read at once. */
export interface Stretch {
  /** The first of them. */
  readonly piece: number;
  readonly slices: readonly Slice[];
  /** Bytes of the files; pad files are not read. */
  readonly length: number;
}

/** A run of bytes in one file. */
export interface Slice {
  /** Which of the files. */
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * Cuts the files into stretches of `reach` bytes, a multiple of the piece length. `aligned`:
 * each file begins with a piece (BEP 52), and no stretch is of two files.
 */
export function* stretches(
  files: readonly Pick<FoundFile, 'size'>[],
  pieceLength: number,
  reach: number,
  aligned: boolean,
): Generator<Stretch> {
  let piece = 0;
  let length = 0;
  let slices: Slice[] = [];
  const take = (): Stretch => {
    const taken = { piece, slices, length };
    piece += Math.ceil(length / pieceLength);
    slices = [];
    length = 0;
    return taken;
  };
  for (const [file, { size }] of files.entries()) {
    for (let offset = 0; offset < size; ) {
      const part = Math.min(reach - length, size - offset);
      slices.push({ file, offset, length: part });
      length += part;
      offset += part;
      if (length === reach) yield take();
    }
    if (aligned && length > 0) yield take();
  }
  if (length > 0) yield take();
}
