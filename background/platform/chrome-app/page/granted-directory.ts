import { StorageError } from '../../../../src/errors/storage-error.ts';
import type { FileStat, FolderEntry, FolderPath } from '../../../../src/ports/folders.ts';
import { toStorageError } from '../../web/storage-error.ts';
import {
  createWriter,
  type Directory,
  type FileEntry,
  finished,
  getDirectory,
  getFile,
  getMetadata,
  moveEntry,
  readDirectory,
  readFile,
  removeEntry,
} from './entries.ts';
import { FileWriters } from './file-writers.ts';

/** Files whose entry and writers are kept; the one longest unused gives way. */
const MAX_FILES = 64;

interface OpenFile {
  readonly entry: FileEntry;
  readonly writers: FileWriters;
}

/** One directory that the person granted, or a bundle of what they did. */
export class GrantedDirectory {
  readonly #root: Directory;
  /** By path, the longest unused first. */
  readonly #files = new Map<string, OpenFile>();
  /** The last allocation of each path: two at once could shorten the file. */
  readonly #allocating = new Map<string, Promise<void>>();
  #pruning: Promise<void> = Promise.resolve();

  constructor(root: Directory) {
    this.#root = root;
  }

  /** Rejects with 'folder-gone' where it is not there any more. */
  async check(): Promise<void> {
    try {
      await getMetadata(this.#root);
    } catch (error) {
      const cause = toStorageError(error);
      if (cause.code !== 'file-gone') throw cause;
      throw new StorageError('folder-gone', cause.message, { cause: error });
    }
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#asked(async () => {
      try {
        return (await readDirectory(await this.#directory(path))).map(
          ({ name, isFile }) => ({
            name,
            kind: isFile ? 'file' : 'folder',
          }),
        );
      } catch (error) {
        if (!isAbsent(error)) throw error;
        throw new StorageError('file-gone', 'no such folder', { cause: error });
      }
    });
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#asked(async () => {
      try {
        const entry = await getFile(this.#root, path.join('/'), false);
        const { size, modificationTime } = await getMetadata(entry);
        return { size, modified: modificationTime.getTime() };
      } catch (error) {
        if (!isAbsent(error)) throw error;
        await this.check();
        return undefined;
      }
    });
  }

  allocate(path: FolderPath, size: number): Promise<void> {
    return this.#asked(async () => {
      const key = path.join('/');
      const before = this.#allocating.get(key) ?? Promise.resolve();
      const now = before.then(() => this.#lengthen(path, size));
      const settled = now.catch(() => {});
      this.#allocating.set(key, settled);
      try {
        await now;
      } finally {
        if (this.#allocating.get(key) === settled) this.#allocating.delete(key);
      }
    });
  }

  copy(
    path: FolderPath,
    offset: number,
    source: FileSystemFileHandle,
    length: number,
  ): Promise<void> {
    return this.#asked(async () => {
      const [file, staged] = await Promise.all([this.#open(path), source.getFile()]);
      await file.writers.write(offset, staged.slice(0, length));
    });
  }

  file(path: FolderPath): Promise<File> {
    return this.#asked(async () => readFile((await this.#open(path)).entry));
  }

  remove(path: FolderPath): Promise<void> {
    return this.#asked(async () => {
      this.#files.delete(path.join('/'));
      try {
        await removeEntry(await getFile(this.#root, path.join('/'), false));
        await this.#pruneInTurn(path);
      } catch (error) {
        // Nothing there, or the first folder above that holds something else.
        if (!isAbsent(error) && !isNotEmpty(error)) throw error;
      }
    });
  }

  rename(from: FolderPath, to: FolderPath): Promise<void> {
    return this.#asked(async () => {
      const entry = await this.#find(from.join('/'));
      const name = to.at(-1) ?? '';
      if ((await this.#namesBeside(to)).includes(name)) {
        throw new StorageError('name-taken', `in the way: ${to.join('/')}`);
      }
      await this.#makeFoldersAbove(to);
      const parent = await this.#directory(to.slice(0, -1));
      this.#files.delete(from.join('/'));
      await moveEntry(entry, parent, name);
      await this.#pruneInTurn(from).catch((error) => {
        if (!isNotEmpty(error)) throw error;
      });
    });
  }

  /**
   * What there is where the path leads, each by its very name: where letter case makes no
   * difference, to ask for a file by another one would find the same.
   */
  async #namesBeside(path: FolderPath): Promise<readonly string[]> {
    try {
      const parent = await this.#directory(path.slice(0, -1));
      return (await readDirectory(parent)).map(({ name }) => name);
    } catch (error) {
      if ((error as DOMException).name === 'NotFoundError') return [];
      throw error;
    }
  }

  /** One after another: two at once find each other in the way, and both give up. */
  async #pruneInTurn(path: FolderPath): Promise<void> {
    const pruned = this.#pruning.then(() => this.#prune(path.slice(0, -1)));
    this.#pruning = pruned.catch(() => {});
    await pruned;
  }

  async #directory(path: FolderPath): Promise<Directory> {
    if (path.length === 0) return this.#root;
    return getDirectory(this.#root, path.join('/'), false);
  }

  async #makeFoldersAbove(path: FolderPath): Promise<void> {
    for (let depth = 1; depth < path.length; depth++) {
      await getDirectory(this.#root, path.slice(0, depth).join('/'), true);
    }
  }

  /** Removes the folder, then the one above it, until one is not empty. */
  async #prune(path: FolderPath): Promise<void> {
    for (let depth = path.length; depth > 0; depth--) {
      const folder = path.slice(0, depth).join('/');
      await removeEntry(await getDirectory(this.#root, folder, false));
    }
  }

  async #lengthen(path: FolderPath, size: number): Promise<void> {
    await this.#makeFoldersAbove(path);
    const entry = await getFile(this.#root, path.join('/'), true);
    if ((await getMetadata(entry)).size >= size) return;
    const writer = await createWriter(entry);
    await finished(writer, () => writer.truncate(size));
  }

  async #open(path: FolderPath): Promise<OpenFile> {
    const key = path.join('/');
    let file = this.#files.get(key);
    if (file) {
      this.#files.delete(key);
    } else {
      const entry = await this.#find(key);
      file = this.#files.get(key) ?? { entry, writers: new FileWriters(entry) };
    }
    this.#files.set(key, file);
    for (const [oldest, { writers }] of this.#files) {
      if (this.#files.size <= MAX_FILES) break;
      if (writers.idle) this.#files.delete(oldest);
    }
    return file;
  }

  async #find(key: string): Promise<FileEntry> {
    try {
      return await getFile(this.#root, key, false);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      throw new StorageError('file-gone', 'no such file', { cause: error });
    }
  }

  /** Says in our words what went wrong; what is missing may be the whole folder. */
  async #asked<Result>(task: () => Promise<Result>): Promise<Result> {
    try {
      return await task();
    } catch (error) {
      const told = toStorageError(error);
      if (told.code === 'file-gone') await this.check();
      throw told;
    }
  }
}

/** No such file: nothing there, or a folder in its place, or a file in a folder's. */
function isAbsent(error: unknown): boolean {
  const { name } = error as DOMException;
  return name === 'NotFoundError' || name === 'TypeMismatchError';
}

function isNotEmpty(error: unknown): boolean {
  return (error as DOMException).name === 'InvalidModificationError';
}
