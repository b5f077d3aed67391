import { StorageError } from '../../../src/errors/storage-error.ts';
import type {
  FileStat,
  Folder,
  FolderEntry,
  FolderPath,
} from '../../../src/ports/folders.ts';
import { toStorageError } from './storage-error.ts';
import { SyncHandles } from './sync-handles.ts';
import { UnderWay } from './under-way.ts';
import { writeAll } from './write-all.ts';

const MAX_OPEN_FILES = 64;
/** No name holds it. */
const SEPARATOR = '/';

/** One folder of the origin private file system, through synchronous handles, in a Worker. */
export class OpfsFolder implements Folder {
  readonly #root: FileSystemDirectoryHandle;
  readonly #handles: SyncHandles;
  readonly #underWay = new UnderWay(toStorageError);
  #lastChange = Promise.resolve();
  #pruning: Promise<void> = Promise.resolve();

  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
    this.#handles = new SyncHandles(MAX_OPEN_FILES, (key) =>
      this.#file(key.split(SEPARATOR), false),
    );
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#underWay.run(async () => {
      try {
        const entries: FolderEntry[] = [];
        for await (const { name, kind } of (
          await this.#directory(path, false)
        ).values()) {
          entries.push({ name, kind: kind === 'file' ? 'file' : 'folder' });
        }
        return entries;
      } catch (error) {
        if (!isAbsent(error)) throw error;
        throw new StorageError('file-gone', 'no such folder', { cause: error });
      }
    });
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#underWay.run(async () => {
      try {
        const file = await (await this.#file(path, false)).getFile();
        return { size: file.size, modified: file.lastModified };
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    });
  }

  allocate(path: FolderPath, size: number): Promise<void> {
    return this.#change(async () => {
      await this.#file(path, true);
      await this.#handles.use(path.join(SEPARATOR), (handle) => {
        if (handle.getSize() < size) handle.truncate(size);
      });
    });
  }

  write(path: FolderPath, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    return this.#underWay.run(() =>
      this.#use(path, (handle) => writeAll(handle, offset, chunks)),
    );
  }

  read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    return this.#underWay.run(() =>
      this.#use(path, (handle) => {
        const bytes = new Uint8Array(
          Math.max(0, Math.min(length, handle.getSize() - offset)),
        );
        if (bytes.length === 0) return bytes;
        const read = handle.read(bytes, { at: offset });
        return read < bytes.length ? bytes.slice(0, read) : bytes;
      }),
    );
  }

  readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number> {
    return this.#underWay.run(() =>
      this.#use(path, (handle) => handle.read(into, { at: offset })),
    );
  }

  rename(from: FolderPath, to: FolderPath): Promise<void> {
    return this.#change(async () => {
      const file = await this.#file(from, false);
      const name = to.at(-1) ?? '';
      if (await this.#isTaken(to)) throw taken(to);
      const parent = await this.#directory(to.slice(0, -1), true);
      await this.#handles.close(from.join(SEPARATOR));
      await (file as MovableFile).move(parent, name);
      await this.#pruneInTurn(from);
    });
  }

  remove(path: FolderPath): Promise<void> {
    return this.#change(async () => {
      try {
        await this.#file(path, false);
        await this.#handles.close(path.join(SEPARATOR));
        const parent = await this.#directory(path.slice(0, -1), false);
        await parent.removeEntry(path.at(-1) ?? '');
        await this.#pruneInTurn(path);
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#lastChange;
    await this.#underWay.ended();
    await this.#handles.closeAll();
  }

  /** One change of the tree at a time: of two at once Chromium refuses one now and then. */
  #change(task: () => Promise<void>): Promise<void> {
    const change = this.#lastChange.then(() => this.#underWay.run(task));
    this.#lastChange = change.catch(() => {});
    return change;
  }

  /** A file or a folder stands there, or a file where a folder above it is to be. */
  async #isTaken(path: FolderPath): Promise<boolean> {
    try {
      const parent = await this.#directory(path.slice(0, -1), false);
      await parent.getFileHandle(path.at(-1) ?? '');
      return true;
    } catch (error) {
      if (!isAbsent(error)) throw error;
      return (error as DOMException).name === 'TypeMismatchError';
    }
  }

  /** One after another: two at once find each other in the way, and both give up. */
  async #pruneInTurn(path: FolderPath): Promise<void> {
    const pruned = this.#pruning.then(() => this.#prune(path.slice(0, -1)));
    this.#pruning = pruned.catch(() => {});
    await pruned;
  }

  /** Removes the folder if it is empty, then the one above it. */
  async #prune(path: FolderPath): Promise<void> {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = await this.#directory(path.slice(0, depth - 1), false);
      try {
        await parent.removeEntry(path[depth - 1] ?? '');
      } catch (error) {
        if (isInUse(error)) return;
        throw error;
      }
    }
  }

  async #use<Result>(
    path: FolderPath,
    use: (handle: FileSystemSyncAccessHandle) => Result,
  ): Promise<Result> {
    try {
      return await this.#handles.use(path.join(SEPARATOR), use);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      throw new StorageError('file-gone', 'no such file', { cause: error });
    }
  }

  async #file(path: FolderPath, create: boolean): Promise<FileSystemFileHandle> {
    const directory = await this.#directory(path.slice(0, -1), create);
    return directory.getFileHandle(path.at(-1) ?? '', { create });
  }

  async #directory(
    path: FolderPath,
    create: boolean,
  ): Promise<FileSystemDirectoryHandle> {
    let directory = this.#root;
    for (const name of path) {
      directory = await directory.getDirectoryHandle(name, { create });
    }
    return directory;
  }
}

/** Chromium's, within the origin private file system; the compiler's libraries lack it. */
interface MovableFile extends FileSystemFileHandle {
  /** Over what is there. */
  move(parent: FileSystemDirectoryHandle, name: string): Promise<void>;
}

function taken(path: FolderPath): StorageError {
  return new StorageError('name-taken', `in the way: ${path.join('/')}`);
}

/** No such file: nothing there, or a folder in its place, or a file in a folder's. */
function isAbsent(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'NotFoundError' || error.name === 'TypeMismatchError')
  );
}

/** The folder holds something, be it only a file that is open. */
function isInUse(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'InvalidModificationError' ||
      error.name === 'NoModificationAllowedError')
  );
}
