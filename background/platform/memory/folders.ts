import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Folder, FolderRef, FoldersPort } from '../../../src/ports/folders.ts';
import { MemoryDisk } from './disk.ts';
import { MemoryFolder, type MemoryTree } from './folder.ts';
import type { PagePool } from './page-pool.ts';

/** Folders on one disk of memory, which can be made to fail. */
export class MemoryFolders implements FoldersPort {
  readonly embedded: FolderRef;
  readonly disk: MemoryDisk;
  readonly #trees = new Map<string, MemoryTree>();
  /** How often the handles were lost. */
  #losses = 0;

  /** `pool`: where pages are kept, with those of other disks. */
  constructor(clock: Clock, pool?: PagePool) {
    this.disk = new MemoryDisk(clock, pool);
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
    const opened = this.#losses;
    return new MemoryFolder(tree, this.disk, () => this.#losses > opened);
  }

  async freeSpace(ref: FolderRef): Promise<number | undefined> {
    await (await this.open(ref)).close();
    const free = this.disk.capacity - this.disk.used;
    return Number.isFinite(free) ? free : undefined;
  }

  /** As when a card is pulled and put back: folders that are open fail, opened anew they work. */
  loseHandles(): void {
    this.#losses++;
  }
}
