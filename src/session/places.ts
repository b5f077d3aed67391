import type { KnownFolders } from '../api/contract.ts';
import { InputError } from '../errors/input-error.ts';
import type { FolderRef, FoldersPort } from '../ports/folders.ts';
import type { Magnets } from './magnets.ts';
import type { TorrentList } from './torrent-list.ts';

/** Folders that are offered again. */
const MOST = 10;

/** Where torrents are, and where one that was only just added is to be. */
export class Places {
  readonly #folders: FoldersPort;
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;

  constructor(folders: FoldersPort, torrents: TorrentList, magnets: Magnets) {
    this.#folders = folders;
    this.#torrents = torrents;
    this.#magnets = magnets;
  }

  known(): KnownFolders {
    const { embedded } = this.#folders;
    const links = [...this.#magnets].map(({ id, addedAt }) => {
      return { addedAt, folder: this.#magnets.record(id)!.folder };
    });
    const newestFirst = [...this.#torrents, ...links].sort(
      (a, b) => b.addedAt - a.addedAt,
    );
    const recent = new Map<string, FolderRef>();
    for (const { folder } of newestFirst) {
      if (recent.size < MOST && folder.id !== embedded.id && !recent.has(folder.id)) {
        recent.set(folder.id, folder);
      }
    }
    return { embedded, recent: [...recent.values()] };
  }

  /** Rejects with InputError, or StorageError when the folder cannot be used. */
  async set(id: string, ref: FolderRef): Promise<void> {
    if (this.#magnets.has(id)) return this.#magnets.setFolder(id, ref);
    const refuse = () => {
      const torrent = this.#torrents.find(id);
      if (torrent.have === undefined && torrent.state.kind === 'paused') return torrent;
      throw new InputError('bad-command', 'this torrent was begun: it can be moved');
    };
    refuse();
    const folder = await this.#folders.open(ref);
    await folder.close();
    await refuse().place(ref);
  }
}
