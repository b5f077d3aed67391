import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Folder, FolderRef, FoldersPort } from '../../../src/ports/folders.ts';
import { MemoryDisk } from './disk.ts';
import { MemoryFolder, type MemoryTree } from './folder.ts';

/** Folders on one disk of memory, which can be made to fail. */
export class MemoryFolders implements FoldersPort {
  readonly embedded: FolderRef;
  readonly disk: MemoryDisk;
  readonly #trees = new Map<string, MemoryTree>();

  constructor(clock: Clock) {
    this.disk = new MemoryDisk(clock);
    this.embedded = this.add('Embedded');
  }

  /** Makes an empty folder. */
  add(name: string): FolderRef {
    const ref = { id: `memory:${this.#trees.size}`, name };
    this.#trees.set(ref.id, new Map());
    return ref;
  }

  async open(ref: FolderRef): Promise<Folder> {
    this.disk.check('open');
    const tree = this.#trees.get(ref.id);
    if (tree === undefined) {
      throw new StorageError('folder-gone', `the folder ${ref.name} is not there`);
    }
    return new MemoryFolder(tree, this.disk);
  }
}
