import type { ListedFile } from './listed-file.ts';
import { padding } from './padding.ts';
import { padPath } from './parse-v1-files.ts';
import type { RawName } from './raw-name.ts';

/**
 * From BEP 52 on each file begins with a piece. As libtorrent does, and so with its file
 * indices, a pad file goes behind each file that does not end with a piece, the last one, too.
 */
export function implyPads(
  files: readonly ListedFile[],
  pieceLength: number,
  name: RawName,
): ListedFile[] {
  const padded: ListedFile[] = [];
  // Those of one length are one: nothing tells them apart.
  const pads = new Map<number, ListedFile>();
  for (const file of files) {
    padded.push(file);
    const missing = padding(file.length, pieceLength);
    if (missing === 0) continue;
    const pad = pads.get(missing) ?? padFile(missing, name);
    pads.set(missing, pad);
    padded.push(pad);
  }
  return padded;
}

/** A hybrid may leave out the pad file at the end: its v1 half often does. */
export function withoutTailPad(files: readonly ListedFile[]): ListedFile[] {
  const last = files.findLastIndex(({ length }) => length > 0);
  return files.filter((file, index) => index !== last || file.kind !== 'pad');
}

function padFile(length: number, name: RawName): ListedFile {
  return {
    path: padPath(name, length),
    length,
    kind: 'pad',
    executable: false,
    hidden: false,
    piecesRoot: undefined,
  };
}
