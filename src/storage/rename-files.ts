import { StorageError } from '../errors/storage-error.ts';
import { foldName } from '../metainfo/fold-name.ts';
import type { Folder, FolderPath } from '../ports/folders.ts';

/** A file's path before and after. */
export interface Renaming {
  readonly index: number;
  readonly from: FolderPath;
  readonly to: FolderPath;
}

/** Rejects with 'name-taken' where something of others stands at one of the new paths. */
export async function refuseTakenNames(
  folder: Folder,
  renamings: readonly Renaming[],
): Promise<void> {
  for (const { from, to } of renamings) {
    if (!(await folder.stat(to))) continue;
    // By another letter case it may be found itself. Folder.rename knows that.
    const same = foldName(from.join('/')) === foldName(to.join('/'));
    if (same && (await folder.stat(from))) continue;
    throw new StorageError('name-taken', `${to.join('/')} exists there already`);
  }
}

/**
 * Renames the files, those that are there; `renamed` hears of each that has its new name.
 * Rejects with StorageError at the first that cannot.
 */
export async function renameFiles(
  folder: Folder,
  renamings: readonly Renaming[],
  renamed: (index: number) => void,
): Promise<void> {
  for (const { index, from, to } of renamings) {
    const moves = from.join('/') !== to.join('/');
    if (moves && (await folder.stat(from))) await folder.rename(from, to);
    renamed(index);
  }
}

/**
 * Goes on after a crash in the middle: what has its new name keeps it, what has the old one
 * gets the new. Where something stands at both it stays as it is.
 */
export async function finishRenaming(
  folder: Folder,
  renamings: readonly Renaming[],
  renamed: (index: number) => void,
): Promise<void> {
  for (const renaming of renamings) {
    const [before, after] = [
      await folder.stat(renaming.from),
      await folder.stat(renaming.to),
    ];
    const same = foldName(renaming.from.join('/')) === foldName(renaming.to.join('/'));
    if (before && after && !same) continue;
    await renameFiles(folder, [renaming], renamed).catch((error) => {
      // By another letter case, it had been done.
      if (!(error instanceof StorageError && error.code === 'name-taken')) throw error;
      renamed(renaming.index);
    });
  }
}
