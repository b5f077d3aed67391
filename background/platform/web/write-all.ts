import { StorageError } from '../../../src/errors/storage-error.ts';

/** Writes the chunks one after another from `at`; what is cut short is for lack of space. */
export function writeAll(
  handle: FileSystemSyncAccessHandle,
  at: number,
  chunks: readonly Uint8Array[],
): void {
  let offset = at;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const written = handle.write(chunk as Uint8Array<ArrayBuffer>, { at: offset });
    if (written < chunk.length) {
      throw new StorageError('no-space', `${written} of ${chunk.length} bytes written`);
    }
    offset += written;
  }
}
