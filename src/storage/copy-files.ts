import { StorageError } from '../errors/storage-error.ts';
import type { FileLayout } from '../metainfo/file-layout.ts';
import type { Folder } from '../ports/folders.ts';

/** Bytes copied at once. */
const CHUNK = 8 << 20;

/**
 * Copies a torrent's files from one folder to another, those that are there. Never writes
 * over a file: 'name-taken' rejects, and what was copied by then is taken away again, as it
 * is when the signal fires (the signal's reason rejects) or anything fails.
 */
export async function copyFiles(
  layout: FileLayout,
  from: Folder,
  to: Folder,
  progress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const files = layout.files.filter((file) => file.kind === 'file');
  for (const file of files) {
    if (!(await to.stat(file.path))) continue;
    throw new StorageError('name-taken', `${file.path.join('/')} exists there already`);
  }
  const copied: (readonly string[])[] = [];
  const total = files.reduce((sum, file) => sum + file.length, 0);
  let done = 0;
  try {
    for (const file of files) {
      const size = (await from.stat(file.path))?.size;
      if (size === undefined) continue;
      copied.push(file.path);
      await to.allocate(file.path, size);
      for (let at = 0; at < size; at += CHUNK) {
        signal.throwIfAborted();
        const length = Math.min(CHUNK, size - at);
        const bytes = await from.read(file.path, at, length);
        // The source is removed afterwards: half a copy must not pass for a whole one.
        if (bytes.length < length) {
          throw new StorageError('file-gone', `${file.path.join('/')} became shorter`);
        }
        await to.write(file.path, at, [bytes]);
        done += bytes.length;
        progress(Math.min(done / total, 1));
      }
    }
    signal.throwIfAborted();
  } catch (error) {
    for (const path of copied) await to.remove(path).catch(() => {});
    throw error;
  }
}

/** Removes a torrent's files, those that are there. */
export async function removeFiles(layout: FileLayout, folder: Folder): Promise<void> {
  for (const file of layout.files)
    if (file.kind === 'file') await folder.remove(file.path);
}
