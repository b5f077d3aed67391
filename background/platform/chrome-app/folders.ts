import { StorageError } from '../../../src/errors/storage-error.ts';
import type { Folder, FolderRef, FoldersPort } from '../../../src/ports/folders.ts';
import { OpfsFolder } from '../web/opfs-folder.ts';
import type { EngineLink } from './engine-link.ts';
import { parseFolderId } from './folder-id.ts';
import { GrantedFolder } from './granted-folder.ts';
import { ReadOnlyFolder } from './read-only-folder.ts';
import { Staging } from './staging.ts';

const EMBEDDED: FolderRef = { id: 'opfs:', name: 'Inside Chrome' };

/** The folders of the packaged app: one inside Chrome, those that a person chose or shares. */
export class ChromeFolders implements FoldersPort {
  readonly embedded = EMBEDDED;
  readonly #link: EngineLink;
  readonly #downloads: FileSystemDirectoryHandle;
  readonly #staging: Staging;

  private constructor(
    link: EngineLink,
    downloads: FileSystemDirectoryHandle,
    staging: Staging,
  ) {
    this.#link = link;
    this.#downloads = downloads;
    this.#staging = staging;
  }

  static async create(link: EngineLink): Promise<ChromeFolders> {
    const root = await navigator.storage.getDirectory();
    const downloads = await root.getDirectoryHandle('downloads', { create: true });
    // What a crash left in it takes space; it stays where a Worker just ended still holds it.
    await root.removeEntry('staging', { recursive: true }).catch(() => {});
    const slots = await root.getDirectoryHandle('staging', { create: true });
    return new ChromeFolders(link, downloads, new Staging(slots));
  }

  async open({ id }: FolderRef): Promise<Folder> {
    if (id === EMBEDDED.id) return new OpfsFolder(this.#downloads);
    const retained = parseFolderId(id);
    if (!retained) {
      throw new StorageError('folder-gone', `no folder of this host: ${id}`);
    }
    const number = await this.#link.call('folder.open', retained);
    const folder = new GrantedFolder(this.#link, number, this.#staging);
    return retained.kind === 'granted' ? folder : new ReadOnlyFolder(folder);
  }

  /** Chrome tells of no folder outside which disk it is on. */
  async freeSpace(ref: FolderRef): Promise<number | undefined> {
    if (ref.id === EMBEDDED.id) {
      const { quota, usage } = await navigator.storage.estimate();
      return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
    }
    await (await this.open(ref)).close();
    return undefined;
  }
}
