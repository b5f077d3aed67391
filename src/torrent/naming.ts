import { InputError } from '../errors/input-error.ts';
import type { FolderPath } from '../ports/folders.ts';
import { planRename } from '../storage/rename-plan.ts';
import type { Activity } from './activity.ts';
import type { TorrentState } from './state.ts';
import type { TorrentFiles } from './torrent-files.ts';

/** What this needs of the life of its torrent. */
interface Life {
  readonly state: TorrentState;
  readonly activity: Activity | undefined;
  between(task: () => Promise<void>): Promise<void>;
}

/** What a person calls a torrent and its files: changed one after the other, whether it runs or not. */
export class Naming {
  /** undefined: as its torrent file does. */
  title: string | undefined;
  readonly #files: TorrentFiles;
  readonly #life: Life;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(files: TorrentFiles, life: Life, title: string | undefined) {
    this.title = title;
    this.#files = files;
    this.#life = life;
  }

  /** See planRename; `path` as the files are called now. Rejects with StorageError, too. */
  rename(path: FolderPath, name: string): Promise<void> {
    const turn = this.#turn.then(() => this.#rename(path, name));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #rename(path: FolderPath, name: string): Promise<void> {
    const plan = planRename(this.#files.files, path, name);
    if (plan.size === 0) return;
    refuseInUse(this.#life.state);
    const { activity } = this.#life;
    if (activity) return activity.rename(this.#files, plan);
    await this.#life.between(async () => {
      const folder = await this.#files.open();
      try {
        await this.#files.rename(folder, plan);
      } finally {
        await folder.close();
      }
    });
  }
}

/** Throws InputError. */
function refuseInUse({ kind }: TorrentState): void {
  if (kind === 'checking' || kind === 'moving') {
    throw new InputError('files-in-use', 'its files are being checked or moved');
  }
  if (kind === 'removed') {
    throw new InputError('no-such-torrent', 'this torrent was removed');
  }
}
