import { StorageError } from '../errors/storage-error.ts';
import type { FileLayout } from '../metainfo/file-layout.ts';
import type { Folder, FolderRef, FoldersPort } from '../ports/folders.ts';
import { copyFiles, removeFiles } from '../storage/copy-files.ts';

export interface MoveOptions {
  readonly layout: FileLayout;
  readonly folders: FoldersPort;
  readonly from: FolderRef;
  /** Open; stays so. */
  readonly target: Folder;
  /** From 0 to 1. */
  progress(fraction: number): void;
  /** Puts the new folder on record. `copied`: false when the old one could not be opened. */
  record(copied: boolean): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Takes a torrent's files to another folder, those that are there. Rejects with StorageError,
 * the signal's reason, or as `record` does; up to then the old folder has everything.
 */
export async function moveFiles(options: MoveOptions): Promise<void> {
  const { layout, target, signal } = options;
  const source = await openOld(options);
  try {
    signal.throwIfAborted();
    if (source) {
      await copyFiles(layout, source, target, options.progress, signal);
    }
    // On record first: the old files go only once a restart would look in the new folder.
    await options.record(source !== undefined);
    if (source) await removeFiles(layout, source);
  } finally {
    await source?.close().catch(() => {});
  }
}

/** undefined when the folder cannot be used any more, whatever was in it. */
async function openOld({ folders, from }: MoveOptions): Promise<Folder | undefined> {
  try {
    return await folders.open(from);
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}
