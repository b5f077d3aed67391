import type { Bitfield } from '../bytes/bitfield.ts';
import type { Folder } from '../ports/folders.ts';
import type { Selection } from '../storage/selection.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import { type CheckFilesOptions, checkFiles } from './check-files.ts';
import type { Checking } from './state.ts';
import type { TorrentFiles } from './torrent-files.ts';

/** The files of a torrent, open and looked at. */
export interface Checked {
  /** To be closed. */
  readonly folder: Folder;
  readonly storage: TorrentStorage;
  /** What is verified and written. */
  readonly have: Bitfield;
}

export interface OpenCheckedOptions
  extends Pick<CheckFilesOptions, 'pieces' | 'trees' | 'verifier' | 'claimed' | 'turn'> {
  readonly files: TorrentFiles;
  readonly selection: Selection;
  /** It is told how far the look has come. */
  readonly checking: Checking;
}

/**
 * Opens the files of a torrent, puts in order what a crash or another selection left, and
 * finds out what is there. Rejects with StorageError, or the signal's reason.
 */
export async function openChecked({
  files,
  selection,
  checking,
  turn,
  ...options
}: OpenCheckedOptions): Promise<Checked> {
  const { signal } = checking.aborter;
  const folder = await files.open();
  try {
    const storage = await files.storage(folder, selection);
    await storage.settle(signal);
    const have = await checkFiles({
      ...options,
      storage,
      progress: (fraction) => {
        checking.progress = fraction;
      },
      turn: async () => {
        checking.waiting = true;
        const end = await turn();
        checking.waiting = false;
        return end;
      },
      signal,
    });
    // Who only shares changes nothing in the folder, and perhaps cannot.
    if (!have.full) await storage.makeEmptyFiles();
    signal.throwIfAborted();
    return { folder, storage, have };
  } catch (error) {
    await folder.close().catch(() => {});
    throw error;
  }
}
