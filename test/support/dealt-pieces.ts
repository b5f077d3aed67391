import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type FileSet, pathIn } from './file-set.ts';

/**
 * Writes the set's files into `parent` as a client leaves them that has only some pieces of
 * a v1 torrent: zeros in place of the others, and nothing of empty files.
 */
export async function dealPieces(
  files: FileSet,
  pieceLength: number,
  parent: string,
  has: (piece: number) => boolean,
): Promise<void> {
  let offset = 0;
  for (const file of files.files) {
    if (file.size === 0) continue;
    const bytes = await readFile(pathIn(files, file, files.parent));
    const end = offset + file.size;
    for (
      let piece = Math.floor(offset / pieceLength);
      piece * pieceLength < end;
      piece++
    ) {
      if (has(piece)) continue;
      const from = Math.max(piece * pieceLength - offset, 0);
      bytes.fill(0, from, Math.min((piece + 1) * pieceLength - offset, file.size));
    }
    const path = pathIn(files, file, parent);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    offset = end;
  }
}
