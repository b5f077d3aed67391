import { StorageError } from '../errors/storage-error.ts';
import type { Folder, FolderPath } from '../ports/folders.ts';

/** Bytes copied at once. */
const CHUNK = 8 << 20;

export interface CopyOptions {
  readonly from: Folder;
  readonly to: Folder;
  /** What to copy, and the path of its copy. */
  readonly paths: readonly (readonly [from: FolderPath, to: FolderPath])[];
  /** From 0 to 1. */
  progress(fraction: number): void;
  readonly signal: AbortSignal;
}

/** Rejects with 'name-taken' when a file stands at one of the paths. */
export async function refuseTaken(
  folder: Folder,
  paths: readonly FolderPath[],
): Promise<void> {
  for (const path of paths) {
    if (!(await folder.stat(path))) continue;
    throw new StorageError('name-taken', `${path.join('/')} exists there already`);
  }
}

/**
 * Copies files from one folder to another, those that are there, over what stands at the
 * paths of the copies. All copies are taken away again when the signal fires (the signal's
 * reason rejects) or anything fails.
 */
export async function copyFiles(options: CopyOptions): Promise<void> {
  const { from, to, progress, signal } = options;
  const found: { path: FolderPath; copy: FolderPath; size: number }[] = [];
  for (const [path, copy] of options.paths) {
    const size = (await from.stat(path))?.size;
    if (size !== undefined) found.push({ path, copy, size });
  }
  const total = found.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  try {
    for (const { path, copy, size } of found) {
      await to.allocate(copy, size);
      for (let at = 0; at < size; at += CHUNK) {
        signal.throwIfAborted();
        const length = Math.min(CHUNK, size - at);
        const bytes = await from.read(path, at, length);
        // The source is removed afterwards: half a copy must not pass for a whole one.
        if (bytes.length < length) {
          throw new StorageError('file-gone', `${path.join('/')} became shorter`);
        }
        await to.write(copy, at, [bytes]);
        done += bytes.length;
        progress(done / total);
      }
    }
    signal.throwIfAborted();
  } catch (error) {
    for (const { copy } of found) await to.remove(copy).catch(() => {});
    throw error;
  }
}

/** Removes files, those that are there. */
export async function removeFiles(
  folder: Folder,
  paths: readonly FolderPath[],
): Promise<void> {
  for (const path of paths) await folder.remove(path);
}
