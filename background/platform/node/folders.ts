import { stat, statfs } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Folder, FolderRef, FoldersPort } from '../../../src/ports/folders.ts';
import { NodeFolder } from './folder.ts';
import { toStorageError } from './storage-error.ts';

const SCHEME = 'path:';

/** The ref of a folder by its path on this machine. */
export function folderRef(path: string): FolderRef {
  const absolute = resolve(path);
  return { id: SCHEME + absolute, name: basename(absolute) || absolute };
}

/** Folders of the file system, found again by their absolute path. */
export class NodeFolders implements FoldersPort {
  readonly embedded: FolderRef;

  /** `path`: where files go when nobody chose a folder. */
  constructor(path: string) {
    this.embedded = folderRef(path);
  }

  async open(ref: FolderRef): Promise<Folder> {
    return new NodeFolder(await pathOf(ref));
  }

  async freeSpace(ref: FolderRef): Promise<number | undefined> {
    const path = await pathOf(ref);
    try {
      // What is kept for the system's own use does not count.
      const { bavail, bsize } = await statfs(path);
      return bavail * bsize;
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

async function pathOf(ref: FolderRef): Promise<string> {
  const path = ref.id.slice(SCHEME.length);
  if (ref.id.startsWith(SCHEME) && (await isFolder(path))) return path;
  throw new StorageError('folder-gone', `the folder ${ref.name} is not there`);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const failure = toStorageError(error);
    if (failure.code === 'permission-lost' || failure.code === 'io') throw failure;
    return false;
  }
}
