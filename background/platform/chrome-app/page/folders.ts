import { StorageError } from '../../../../src/errors/storage-error.ts';
import { GrantedDirectory } from './granted-directory.ts';
import type { PageLink } from './page-link.ts';
import { restoreFolder } from './restore-folder.ts';

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
    const directory = new GrantedDirectory(await restoreFolder(id));
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
