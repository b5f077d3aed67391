import { InputError } from '../errors/input-error.ts';
import type { TorrentFile } from '../metainfo/file-layout.ts';
import { foldName } from '../metainfo/fold-name.ts';
import { safeElement } from '../metainfo/safe-element.ts';
import type { FolderPath } from '../ports/folders.ts';

/** By index: paths that files have instead of those that the torrent file gives them. */
export type FileNames = ReadonlyMap<number, FolderPath>;

/** The files with these names. */
export function namedFiles(
  files: readonly TorrentFile[],
  names: FileNames,
): readonly TorrentFile[] {
  if (names.size === 0) return files;
  return files.map((file, index) => {
    const path = names.get(index);
    return path ? { ...file, path } : file;
  });
}

/**
 * What each file is called once the last element of `path`, a file or a folder of the torrent,
 * is `name`. The rules are those of torrents' own names: safe on every system, and not that of
 * another file or folder beside it, in whatever letter case. Throws InputError 'no-such-file',
 * 'unusable-name' or 'name-in-use'.
 */
export function planRename(
  files: readonly TorrentFile[],
  path: FolderPath,
  name: string,
): FileNames {
  const at = path.length - 1;
  const old = path[at];
  const above = path.slice(0, at);
  const plan = new Map<number, FolderPath>();
  let inUse = false;
  for (const [index, file] of files.entries()) {
    if (file.kind !== 'file') continue;
    if (file.path.length > at && startsWith(file.path, path)) {
      plan.set(index, [...above, name, ...file.path.slice(at + 1)]);
      continue;
    }
    const beside = file.path[at];
    if (beside === undefined || !isWithin(file.path, above)) continue;
    if (foldName(beside) === foldName(name)) inUse = true;
  }
  if (old === undefined || plan.size === 0) {
    throw new InputError('no-such-file', `no file or folder ${path.join('/')}`);
  }
  if (safeElement(name) !== name) {
    throw new InputError('unusable-name', `it would have to be "${safeElement(name)}"`);
  }
  if (inUse) throw new InputError('name-in-use', `${name} is there already`);
  if (name === old) plan.clear();
  return plan;
}

function startsWith(path: FolderPath, start: FolderPath): boolean {
  return start.every((element, at) => path[at] === element);
}

/** In whatever letter case: on some systems it is the same folder. */
function isWithin(path: FolderPath, folder: FolderPath): boolean {
  return folder.every((element, at) => {
    const own = path[at];
    return own !== undefined && foldName(own) === foldName(element);
  });
}
