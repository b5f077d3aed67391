import { StorageError } from '../errors/storage-error.ts';
import { FileLayout, type TorrentFile } from '../metainfo/file-layout.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Folder, FolderPath, FolderRef, FoldersPort } from '../ports/folders.ts';
import { copyFiles, refuseTaken, removeFiles } from '../storage/copy-files.ts';
import { partFilePath, placeFiles, placesOf } from '../storage/placement.ts';
import {
  finishRenaming,
  type Renaming,
  refuseTakenNames,
  renameFiles,
} from '../storage/rename-files.ts';
import { type FileNames, namedFiles } from '../storage/rename-plan.ts';
import type { FileName, ResumeData } from '../storage/resume-data.ts';
import type { Selection } from '../storage/selection.ts';
import { TorrentStorage } from '../storage/torrent-storage.ts';

/** Where a torrent is kept. */
export type Place = Pick<
  ResumeData,
  'folder' | 'ownFolder' | 'movingTo' | 'names' | 'renaming'
>;

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

  constructor(host: TorrentFilesHost, place: Place) {
    this.#host = host;
    const { folder, ownFolder, movingTo, names, renaming } = place;
    this.#place = { folder, ownFolder, movingTo, names, renaming };
  }

  get place(): Place {
    return this.#place;
  }

  /** With the names that they have now; see Metainfo. */
  get files(): readonly TorrentFile[] {
    return namedFiles(this.#host.metainfo.files, byIndex(this.#place.names));
  }

  /** Where they are in that folder. */
  get layout(): FileLayout {
    return new FileLayout(this.#placed(this.files));
  }

  /** Where the file is in that folder. */
  pathOf(index: number): FolderPath | undefined {
    return this.#placed(this.files)[index]?.path;
  }

  /** The folder is to be closed. Rejects with StorageError. */
  async open(): Promise<Folder> {
    const folder = await this.#host.folders.open(this.#place.folder);
    try {
      await this.#finishRenaming(folder);
      return folder;
    } catch (error) {
      await folder.close().catch(() => {});
      throw error;
    }
  }

  /** The torrent's bytes in its open folder. Rejects with StorageError. */
  storage(folder: Folder, selection: Selection): Promise<TorrentStorage> {
    const { id, pieces } = this.#host;
    const { layout } = this;
    const partFile = partFilePath(id);
    return TorrentStorage.open({ layout, pieces, selection, folder, partFile });
  }

  /**
   * Gives files other names. On record first, so that a restart after a crash finds each by the
   * one or the other. Rejects with StorageError: some of them may have their new names then.
   */
  async rename(folder: Folder, plan: FileNames): Promise<void> {
    const renamings = this.#renamings(plan);
    await refuseTakenNames(folder, renamings);
    await this.#record({ ...this.#place, renaming: listed(plan) });
    await this.#settleNames(plan, (renamed) => renameFiles(folder, renamings, renamed));
  }

  /** Goes on with a renaming that a crash broke off. Rejects with StorageError. */
  async #finishRenaming(folder: Folder): Promise<void> {
    const plan = byIndex(this.#place.renaming);
    if (plan.size === 0) return;
    const renamings = this.#renamings(plan);
    await this.#settleNames(plan, (renamed) =>
      finishRenaming(folder, renamings, renamed),
    );
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
    const source = await this.#openOrNone(this.#place.folder);
    try {
      if (source) await this.#finishRenaming(source);
      const from = this.#paths(this.#place.ownFolder);
      const copies = this.#paths(false);
      if (options.target) {
        options.signal.throwIfAborted();
        if (source) await refuseTaken(target, copies);
        await this.#record({ ...this.#place, movingTo: to });
      }
      const paths = from.map((path, at) => [path, copies[at]!] as const);
      if (source) await copyFiles({ ...options, from: source, to: target, paths });
      else options.lost();
      // On record first: the old files go only once a restart would look in the new folder.
      const own = { folder: to, ownFolder: false, movingTo: undefined };
      const place = { ...this.#place, ...own };
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
    const own = { folder, ownFolder: false, movingTo: undefined };
    return this.#record({ ...this.#place, ...own });
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

  /** What was renamed is called so, whatever became of the rest. */
  async #settleNames(
    plan: FileNames,
    rename: (renamed: (index: number) => void) => Promise<void>,
  ): Promise<void> {
    const names = new Map(byIndex(this.#place.names));
    try {
      await rename((index) => names.set(index, plan.get(index)!));
    } finally {
      this.#place = { ...this.#place, names: listed(names), renaming: undefined };
      // Not to be written is no harm: what is on record leads to the same at the next start.
      await this.#host.save().catch(() => {});
    }
  }

  #renamings(plan: FileNames): readonly Renaming[] {
    const before = this.#placed(this.files);
    const after = this.#placed(namedFiles(this.files, plan));
    return [...plan.keys()].flatMap((index) => {
      const [from, to] = [before[index]?.path, after[index]?.path];
      return from && to ? [{ index, from, to }] : [];
    });
  }

  #placed(files: readonly TorrentFile[]): readonly TorrentFile[] {
    return placeFiles(files, this.#place.ownFolder);
  }

  #paths(ownFolder: boolean): readonly FolderPath[] {
    return placesOf(this.files, ownFolder, this.#host.id);
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

function byIndex(names: readonly FileName[] | undefined): FileNames {
  return new Map(names?.map(({ index, path }) => [index, path]));
}

/** undefined for none, as it is kept. */
function listed(names: FileNames): readonly FileName[] | undefined {
  if (names.size === 0) return undefined;
  return [...names].map(([index, path]) => ({ index, path }));
}

/** A folder that was only shared may be read-only: its files stay, and the move is done. */
async function removeOld(folder: Folder, paths: readonly FolderPath[]): Promise<void> {
  try {
    await removeFiles(folder, paths);
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'read-only')) throw error;
  }
}
