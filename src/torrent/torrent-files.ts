import { StorageError } from '../errors/storage-error.ts';
import { FileLayout } from '../metainfo/file-layout.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Folder, FolderPath, FolderRef, FoldersPort } from '../ports/folders.ts';
import { copyFiles, refuseTaken, removeFiles } from '../storage/copy-files.ts';
import { partFilePath, placeFiles, placesOf } from '../storage/placement.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { Selection } from '../storage/selection.ts';
import { TorrentStorage } from '../storage/torrent-storage.ts';

/** Where a torrent is kept. */
export type Place = Pick<ResumeData, 'folder' | 'ownFolder' | 'movingTo'>;

/** What its files need of their torrent. */
export interface TorrentFilesHost {
  readonly id: string;
  readonly metainfo: Metainfo;
  readonly pieces: Pieces;
  readonly folders: FoldersPort;
  /** Writes the resume data, this place in it. */
  save(): Promise<void>;
}

export interface MoveOptions {
  readonly to: FolderRef;
  /** The same, open; closed in the end. undefined: the move began before the last crash. */
  readonly target: Folder | undefined;
  /** From 0 to 1. */
  progress(fraction: number): void;
  /** The old folder could not be opened: what there was is lost. */
  lost(): void;
  readonly signal: AbortSignal;
}

/** The files of one torrent: where they are, and the way to another folder. */
export class TorrentFiles {
  readonly #host: TorrentFilesHost;
  #place: Place;

  constructor(host: TorrentFilesHost, { folder, ownFolder, movingTo }: Place) {
    this.#host = host;
    this.#place = { folder, ownFolder, movingTo };
  }

  get place(): Place {
    return this.#place;
  }

  /** The folder is to be closed. Rejects with StorageError. */
  open(): Promise<Folder> {
    return this.#host.folders.open(this.#place.folder);
  }

  /** The torrent's bytes in its open folder. Rejects with StorageError. */
  storage(folder: Folder, selection: Selection): Promise<TorrentStorage> {
    const { id, metainfo, pieces } = this.#host;
    const layout = new FileLayout(placeFiles(metainfo.files, this.#place.ownFolder));
    const partFile = partFilePath(id);
    return TorrentStorage.open({ layout, pieces, selection, folder, partFile });
  }

  /** Removes all that is the torrent's. Rejects with StorageError. */
  async remove(): Promise<void> {
    const folder = await this.open();
    try {
      await removeFiles(folder, this.#paths(this.#place.ownFolder));
    } finally {
      await folder.close();
    }
  }

  /**
   * Takes the files to another folder, those that are there; when the old one cannot be opened
   * any more, only the place changes. It is on record before the first byte is copied, so that
   * after a crash a restart goes on. Rejects with StorageError, the signal's reason, or when
   * it cannot be recorded: then all is as it was, and no copy left; as it is where the target
   * is gone after a crash.
   */
  async move(options: MoveOptions): Promise<void> {
    const target = options.target ?? (await this.#openOrNone(options.to));
    if (!target) return this.#stay();
    try {
      await this.#moveInto(target, options);
    } finally {
      this.#stay();
      await target.close().catch(() => {});
    }
  }

  async #moveInto(target: Folder, { to, ...options }: MoveOptions): Promise<void> {
    const from = this.#paths(this.#place.ownFolder);
    const copies = this.#paths(false);
    const source = await this.#openOrNone(this.#place.folder);
    try {
      if (options.target) {
        options.signal.throwIfAborted();
        if (source) await refuseTaken(target, copies);
        await this.#record({ ...this.#place, movingTo: to });
      }
      const paths = from.map((path, at) => [path, copies[at]!] as const);
      if (source) await copyFiles({ ...options, from: source, to: target, paths });
      else options.lost();
      // On record first: the old files go only once a restart would look in the new folder.
      const place = { folder: to, ownFolder: false, movingTo: undefined };
      await this.#record(place).catch(async (error) => {
        if (source) await removeFiles(target, copies).catch(() => {});
        throw error;
      });
      if (source) await removeOld(source, from);
    } finally {
      await source?.close().catch(() => {});
    }
  }

  /** Nothing is copied. Rejects, and leaves all as it was, when it cannot be recorded. */
  settle(folder: FolderRef): Promise<void> {
    return this.#record({ folder, ownFolder: false, movingTo: undefined });
  }

  /** Whatever move there was is over. */
  #stay(): void {
    this.#place = { ...this.#place, movingTo: undefined };
  }

  /** undefined when the folder cannot be used any more, whatever was in it. */
  async #openOrNone(ref: FolderRef): Promise<Folder | undefined> {
    try {
      return await this.#host.folders.open(ref);
    } catch (error) {
      if (error instanceof StorageError) return undefined;
      throw error;
    }
  }

  #paths(ownFolder: boolean): readonly FolderPath[] {
    return placesOf(this.#host.metainfo.files, ownFolder, this.#host.id);
  }

  /** Rejects, and leaves all as it was, when the record cannot be written. */
  async #record(place: Place): Promise<void> {
    const before = this.#place;
    // At once: another change that is saved meanwhile must not bring the old one back.
    this.#place = place;
    try {
      await this.#host.save();
    } catch (error) {
      this.#place = before;
      throw error;
    }
  }
}

/** A folder that was only shared may be read-only: its files stay, and the move is done. */
async function removeOld(folder: Folder, paths: readonly FolderPath[]): Promise<void> {
  try {
    await removeFiles(folder, paths);
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'read-only')) throw error;
  }
}
