import { constants, type Stats } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type {
  FileStat,
  Folder,
  FolderEntry,
  FolderPath,
} from '../../../src/ports/folders.ts';
import { HandleCache } from './handle-cache.ts';
import { toStorageError } from './storage-error.ts';
import { writeAll } from './write-all.ts';

/** Files one folder holds open at most. */
const HANDLES = 64;

const READ = constants.O_RDONLY | constants.O_NOFOLLOW;
const WRITE = constants.O_WRONLY | constants.O_NOFOLLOW;

/**
 * One folder of the file system.
 *
 * Symbolic links: none below the folder is followed, whether it stands for a file or for
 * a folder on the way; one counts as a name taken. So nothing outside is read or written,
 * also when an earlier download or another program left a link there. (Someone who swaps
 * links at the very moment of a call may do as much without us.)
 */
export class NodeFolder implements Folder {
  readonly #root: string;
  readonly #handles = new HandleCache(HANDLES);
  readonly #underway = new Set<Promise<unknown>>();
  /** Folders on the way, being looked at: by whoever comes by meanwhile, too. */
  readonly #looking = new Map<string, Promise<Stats | undefined>>();
  /** Making and removing go one by one: they see and change what lies above a file. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    this.#root = root;
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#run(async () => {
      if (!(await this.#isFolder(path))) throw await this.#gone(path);
      const entries = await readdir(this.#full(path), { withFileTypes: true });
      return entries.flatMap((entry): FolderEntry[] => {
        if (entry.isFile()) return [{ name: entry.name, kind: 'file' }];
        return entry.isDirectory() ? [{ name: entry.name, kind: 'folder' }] : [];
      });
    });
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#run(async () => {
      const found = await this.#find(path);
      return typeof found === 'string'
        ? undefined
        : {
            size: found.size,
            modified: found.mtimeMs,
            executable: (found.mode & constants.S_IXUSR) !== 0,
          };
    });
  }

  allocate(path: FolderPath, size: number): Promise<void> {
    return this.#change(async () => {
      const found = await this.#find(path);
      if (found === 'taken') {
        throw taken(path);
      }
      if (found === 'absent') {
        await this.#dropHandles(path);
        await this.#makeFoldersAbove(path);
      } else if (found.size >= size) return;
      const create = () => open(this.#full(path), WRITE | constants.O_CREAT, 0o666);
      await this.#handles.use(this.#writeKey(path), create, async (handle) => {
        await handle.truncate(size);
      });
    });
  }

  write(path: FolderPath, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    return this.#run(() =>
      this.#handles.use(
        this.#writeKey(path),
        () => this.#open(path, WRITE),
        async (handle) => {
          await writeAll(handle, offset, chunks);
          // A file removed by someone else takes bytes while it is open, and keeps none.
          if ((await handle.stat()).nlink > 0) return;
          void this.#dropHandles(path);
          throw await this.#gone(path);
        },
      ),
    );
  }

  async read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const read = await this.readInto(path, offset, bytes);
    return read === length ? bytes : bytes.slice(0, read);
  }

  readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number> {
    return this.#run(() =>
      this.#handles.use(
        this.#readKey(path),
        () => this.#open(path, READ),
        async (handle) => {
          let done = 0;
          while (done < into.length) {
            const left = into.length - done;
            const { bytesRead } = await handle.read(into, done, left, offset + done);
            if (bytesRead === 0) break;
            done += bytesRead;
          }
          return done;
        },
      ),
    );
  }

  remove(path: FolderPath): Promise<void> {
    return this.#change(async () => {
      if (typeof (await this.#find(path)) === 'string') return;
      await this.#dropHandles(path);
      await unlink(this.#full(path));
      await this.#prune(path);
    });
  }

  rename(from: FolderPath, to: FolderPath): Promise<void> {
    return this.#change(async () => {
      const file = await this.#find(from);
      if (typeof file === 'string') throw await this.#gone(from);
      const there = await this.#find(to);
      const itself = typeof there === 'object' && isSame(there, file);
      if (there !== 'absent' && !itself) throw taken(to);
      await this.#dropHandles(from);
      await this.#makeFoldersAbove(to);
      await rename(this.#full(from), this.#full(to));
      await this.#prune(from);
    });
  }

  async close(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
    await this.#handles.clear();
  }

  /** What stands at the path: a file, nothing, or something that is not ours to use. */
  async #find(path: FolderPath): Promise<Stats | 'absent' | 'taken'> {
    for (let depth = 1; depth < path.length; depth++) {
      const above = await this.#lookAt(path.slice(0, depth));
      if (above === undefined) return 'absent';
      if (!above.isDirectory()) return 'taken';
    }
    if (path.length === 0) return 'taken';
    const found = await lstat(this.#full(path)).catch(absentOrThrow);
    if (found === undefined) return 'absent';
    return found.isFile() ? found : 'taken';
  }

  /** Whether a folder is there, reached by folders only. */
  async #isFolder(path: FolderPath): Promise<boolean> {
    for (let depth = 1; depth <= path.length; depth++) {
      const found = await this.#lookAt(path.slice(0, depth));
      if (!found?.isDirectory()) return false;
    }
    return this.#isThere();
  }

  /** Of many files in one folder, the folder above them is asked about once at a time. */
  #lookAt(path: FolderPath): Promise<Stats | undefined> {
    const full = this.#full(path);
    const looking = this.#looking.get(full);
    if (looking) return looking;
    const look = lstat(full)
      .catch(absentOrThrow)
      .finally(() => this.#looking.delete(full));
    this.#looking.set(full, look);
    return look;
  }

  async #open(path: FolderPath, flags: number): Promise<FileHandle> {
    const found = await this.#find(path);
    if (typeof found === 'string') throw await this.#gone(path);
    return open(this.#full(path), flags);
  }

  async #makeFoldersAbove(path: FolderPath): Promise<void> {
    if (!(await this.#isThere())) throw this.#folderGone();
    for (let depth = 1; depth < path.length; depth++) {
      await mkdir(this.#full(path.slice(0, depth))).catch((error) => {
        // That it is a folder and no link was seen by #find.
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }

  async #dropHandles(path: FolderPath): Promise<void> {
    await this.#handles.drop(this.#readKey(path));
    await this.#handles.drop(this.#writeKey(path));
  }

  /** Removes the folders above the path, as far up as they are empty. */
  async #prune(path: FolderPath): Promise<void> {
    for (let depth = path.length - 1; depth > 0; depth--) {
      try {
        await rmdir(this.#full(path.slice(0, depth)));
      } catch {
        // Not empty, or not ours to remove: it stays, and all above it.
        return;
      }
    }
  }

  #full(path: FolderPath): string {
    return join(this.#root, ...path);
  }

  #readKey(path: FolderPath): string {
    return `read ${path.join('/')}`;
  }

  #writeKey(path: FolderPath): string {
    return `write ${path.join('/')}`;
  }

  async #gone(path: FolderPath): Promise<StorageError> {
    if (!(await this.#isThere())) return this.#folderGone();
    return new StorageError('file-gone', `there is no file ${path.join('/')}`);
  }

  #folderGone(): StorageError {
    return new StorageError('folder-gone', `the folder ${this.#root} is not there`);
  }

  #isThere(): Promise<boolean> {
    return stat(this.#root).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  #change<T>(task: () => Promise<T>): Promise<T> {
    return this.#run(() => {
      const result = this.#lastChange.then(task);
      this.#lastChange = result.catch(() => {});
      return result;
    });
  }

  async #run<T>(task: () => Promise<T>): Promise<T> {
    const running = task();
    this.#underway.add(running);
    try {
      return await running;
    } catch (error) {
      throw toStorageError(error);
    } finally {
      this.#underway.delete(running);
    }
  }
}

function taken(path: FolderPath): StorageError {
  return new StorageError('name-taken', `in the way: ${path.join('/')}`);
}

/** Where letter case makes no difference, a file has many names. */
function isSame(one: Stats, other: Stats): boolean {
  return one.dev === other.dev && one.ino === other.ino && one.nlink === 1;
}

function absentOrThrow(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
