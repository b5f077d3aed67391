import { StorageError } from '../../../src/errors/storage-error.ts';
import type {
  FileStat,
  Folder,
  FolderEntry,
  FolderPath,
} from '../../../src/ports/folders.ts';

/** A folder that is shared where it is: what a person has there is never changed. */
export class ReadOnlyFolder implements Folder {
  readonly #folder: Folder;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  list(path: FolderPath): Promise<FolderEntry[]> {
    return this.#folder.list(path);
  }

  stat(path: FolderPath): Promise<FileStat | undefined> {
    return this.#folder.stat(path);
  }

  read(path: FolderPath, offset: number, length: number): Promise<Uint8Array> {
    return this.#folder.read(path, offset, length);
  }

  readInto(path: FolderPath, offset: number, into: Uint8Array): Promise<number> {
    return this.#folder.readInto(path, offset, into);
  }

  async allocate(): Promise<void> {
    throw readOnly();
  }

  async write(): Promise<void> {
    throw readOnly();
  }

  async remove(): Promise<void> {
    throw readOnly();
  }

  async rename(): Promise<void> {
    throw readOnly();
  }

  close(): Promise<void> {
    return this.#folder.close();
  }
}

function readOnly(): StorageError {
  return new StorageError('read-only', 'the folder is only shared');
}
