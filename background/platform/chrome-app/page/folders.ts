import { StorageError } from '../../../../src/errors/storage-error.ts';
import { findBundle } from '../bundles.ts';
import type { FolderId } from '../folder-id.ts';
import { answer } from './answer.ts';
import { BundleDirectory } from './bundle-directory.ts';
import type { Directory, DirectoryEntry, Entry } from './entries.ts';
import { GrantedDirectory } from './granted-directory.ts';
import type { PageLink } from './page-link.ts';

/** Serves the folders that chrome.fileSystem retains. */
export function serveFolders(link: PageLink): void {
  const open = new Map<number, GrantedDirectory>();
  let nextNumber = 1;

  const find = (folder: number): GrantedDirectory => {
    const directory = open.get(folder);
    if (!directory) throw new StorageError('folder-gone', 'the folder was closed');
    return directory;
  };
  link.serve('folder.open', async (id) => {
    const directory = new GrantedDirectory(await restore(id));
    await directory.check();
    const number = nextNumber++;
    open.set(number, directory);
    return number;
  });
  link.serve('folder.list', async ({ folder, path }) => find(folder).list(path));
  link.serve('folder.stat', async ({ folder, path }) => find(folder).stat(path));
  link.serve('folder.file', async ({ folder, path }) => find(folder).file(path));
  link.serve('folder.allocate', async ({ folder, path, size }) => {
    await find(folder).allocate(path, size);
    return undefined;
  });
  link.serve('folder.copy', async ({ folder, path, offset, source, length }) => {
    await find(folder).copy(path, offset, source, length);
    return undefined;
  });
  link.serve('folder.remove', async ({ folder, path }) => {
    await find(folder).remove(path);
    return undefined;
  });
  link.serve('folder.rename', async ({ folder, from, to }) => {
    await find(folder).rename(from, to);
    return undefined;
  });
  link.on('folder.close', ({ folder }) => open.delete(folder));
}

async function restore({ kind, key }: FolderId): Promise<Directory> {
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
