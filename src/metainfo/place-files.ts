import { decodeText } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import type { TorrentFile } from './file-layout.ts';
import type { ListedFile } from './listed-file.ts';
import type { RawName } from './raw-name.ts';
import { safeElement } from './safe-element.ts';
import { safePaths } from './safe-paths.ts';

/**
 * Gives each file its offset and safe path. Pad files and symbolic links, which are never
 * created, are no file's rival for a name. Throws InputError.
 */
export function placeFiles(listed: readonly ListedFile[]): TorrentFile[] {
  const kept = listed.filter(({ kind }) => kind === 'file');
  const paths = safePaths(kept.map(({ path }) => path.map(nameText)));
  let next = 0;
  let offset = 0;
  return listed.map(({ path, length, kind, executable, hidden, piecesRoot }) => {
    const file: TorrentFile = {
      path: kind === 'file' ? paths[next++]! : path.map(nameText).map(safeElement),
      length,
      offset,
      kind,
      executable,
      hidden,
      piecesRoot,
    };
    offset += length;
    if (!Number.isSafeInteger(offset)) {
      throw new InputError('not-a-torrent', 'the files are too large to be true');
    }
    return file;
  });
}

export function nameText(name: RawName): string {
  return typeof name === 'string' ? name : decodeText(name);
}
