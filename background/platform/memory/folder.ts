import { StorageError } from '../../../src/errors/storage-error.ts';
import type {
  FileStat,
  Folder,
  FolderEntry,
  FolderPath,
} from '../../../src/ports/folders.ts';
import type { DiskOperation, MemoryDisk } from './disk.ts';
import { MemoryFile } from './file.ts';

export type MemoryTree = Map<string, MemoryTree | MemoryFile>;

/** Bytes of a name at most, as on most file systems. */
const LONGEST_NAME = 255;

/** One folder of a MemoryFolders. */
export class MemoryFolder implements Folder {
  readonly #root: MemoryTree;
  readonly #disk: MemoryDisk;
  readonly #lost: () => boolean;
  readonly #underway = new Set<Promise<unknown>>();

  /** `lost`: whether it has to be opened anew to be of use. */
  constructor(root: MemoryTree, disk: MemoryDisk, lost: () => boolean = () => false) {
    this.#root = root;
    this.#disk = disk;
    this.#lost = lost;
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#run('stat', path, () => {
      const folder = this.#folderAt(path);
      if (!folder) throw new StorageError('file-gone', `no folder ${path.join('/')}`);
      return [...folder].map(([name, entry]) => ({
        name,
        kind: entry instanceof MemoryFile ? 'file' : 'folder',
      }));
    });
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#run('stat', path, () => {
      const file = this.#find(path);
      return file && { size: file.size, modified: file.modified };
    });
  }

  allocate(path: FolderPath, size: number): Promise<void> {
    return this.#run('allocate', path, () => {
      const [name, folder] = this.#makeFoldersAbove(path);
      const file = folder.get(name) ?? new MemoryFile(this.#disk);
      if (!(file instanceof MemoryFile)) throw taken(path);
      folder.set(name, file);
      if (file.size < size) file.grow(size);
    });
  }

  write(path: FolderPath, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    return this.#run('write', path, async () => {
      const file = this.#findOrThrow(path);
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      await this.#disk.work({ file, offset }, length);
      let at = offset;
      for (const chunk of chunks) {
        file.write(at, this.#disk.spoil(chunk));
        at += chunk.length;
      }
    });
  }

  read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    return this.#run('read', path, async () => {
      const file = this.#findOrThrow(path);
      await this.#disk.work({ file, offset }, Math.min(length, file.size - offset));
      return file.read(offset, length);
    });
  }

  async readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number> {
    const bytes = await this.read(path, offset, into.length);
    into.set(bytes);
    return bytes.length;
  }

  remove(path: FolderPath): Promise<void> {
    return this.#run('remove', path, () => {
      const file = this.#find(path);
      if (file === undefined) return;
      file.discard();
      this.#takeOut(path);
    });
  }

  rename(from: FolderPath, to: FolderPath): Promise<void> {
    return this.#run('rename', to, () => {
      const file = this.#findOrThrow(from);
      if (this.#folderAt(to.slice(0, -1))?.has(to.at(-1) ?? '')) throw taken(to);
      const [name, folder] = this.#makeFoldersAbove(to);
      folder.set(name, file);
      this.#takeOut(from);
    });
  }

  async close(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  /** Then each folder above it that this leaves empty. */
  #takeOut(path: FolderPath): void {
    const ways = path.map((_, depth) => this.#folderAt(path.slice(0, depth)));
    for (let depth = path.length - 1; depth >= 0; depth--) {
      const folder = ways[depth];
      folder?.delete(path[depth] ?? '');
      if (folder === undefined || folder.size > 0) return;
    }
  }

  #folderAt(path: FolderPath): MemoryTree | undefined {
    let folder = this.#root;
    for (const name of path) {
      const next = folder.get(name);
      if (!(next instanceof Map)) return undefined;
      folder = next;
    }
    return folder;
  }

  #find(path: FolderPath): MemoryFile | undefined {
    const found = this.#folderAt(path.slice(0, -1))?.get(path.at(-1) ?? '');
    return found instanceof MemoryFile ? found : undefined;
  }

  #findOrThrow(path: FolderPath): MemoryFile {
    const file = this.#find(path);
    if (file !== undefined) return file;
    throw new StorageError('file-gone', `there is no file ${path.join('/')}`);
  }

  /** The file's name, and the folder it is in. */
  #makeFoldersAbove(path: FolderPath): [string, MemoryTree] {
    let folder = this.#root;
    for (const name of path.slice(0, -1)) {
      const next = folder.get(name) ?? new Map();
      if (!(next instanceof Map)) throw taken(path);
      folder.set(name, next);
      folder = next;
    }
    return [path.at(-1) ?? '', folder];
  }

  async #run<T>(
    operation: DiskOperation,
    path: FolderPath,
    task: () => T | Promise<T>,
  ): Promise<T> {
    const running = Promise.resolve().then(() => {
      if (this.#lost()) throw new StorageError('io', 'the handle of the folder is lost');
      this.#disk.check(operation);
      checkNames(path);
      return task();
    });
    this.#underway.add(running);
    try {
      return await running;
    } finally {
      this.#underway.delete(running);
    }
  }
}

function checkNames(path: FolderPath): void {
  for (const name of path) {
    if (new TextEncoder().encode(name).length > LONGEST_NAME) {
      throw new StorageError('name-too-long', `the name ${name} is too long`);
    }
  }
}

function taken(path: FolderPath): StorageError {
  return new StorageError('name-taken', `something else stands at ${path.join('/')}`);
}
