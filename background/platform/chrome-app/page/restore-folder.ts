import { StorageError } from '../../../../src/errors/storage-error.ts';
import { findBundle } from '../bundles.ts';
import type { FolderId } from '../folder-id.ts';
import { answer } from './answer.ts';
import { BundleDirectory } from './bundle-directory.ts';
import type { Directory, DirectoryEntry, Entry } from './entries.ts';

/** The folder that chrome.fileSystem retains. Rejects with StorageError. */
export async function restoreFolder({ kind, key }: FolderId): Promise<Directory> {
  if (kind === 'bundle') return restoreBundle(key);
  const entry = await restoreEntry(key);
  if (!entry) throw new StorageError('folder-gone', 'the folder is not there any more');
  return entry as DirectoryEntry;
}

/** Without what is not there any more: that one is file-gone, the others are not. */
async function restoreBundle(key: string): Promise<BundleDirectory> {
  const bundle = await findBundle(key);
  if (!bundle) throw new StorageError('folder-gone', `no such bundle: ${key}`);
  const entries = new Map<string, Entry>();
  for (const { name, retained } of bundle) {
    const entry = await restoreEntry(retained);
    if (entry) entries.set(name, entry);
  }
  return new BundleDirectory(entries);
}

/** undefined when the right to it is there, but it is not. */
async function restoreEntry(retained: string): Promise<Entry | undefined> {
  try {
    const entry = await answer<unknown>((callback) =>
      chrome.fileSystem.restoreEntry(retained, callback),
    );
    return entry as Entry;
  } catch (error) {
    const may = await answer<boolean>((callback) =>
      chrome.fileSystem.isRestorable(retained, callback),
    );
    if (may) return undefined;
    throw new StorageError('permission-lost', String(error), { cause: error });
  }
}
