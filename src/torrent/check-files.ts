import { Bitfield } from '../bytes/bitfield.ts';
import type { FileLayout } from '../metainfo/file-layout.ts';
import type { Folder } from '../ports/folders.ts';
import { checkPieces, isOnDisk, measureFiles } from '../storage/checker.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';

export interface CheckFilesOptions {
  readonly layout: FileLayout;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly folder: Folder;
  readonly storage: TorrentStorage;
  /** What the resume data claims; undefined: the files were never looked at. */
  readonly claimed: Bitfield | undefined;
  verify(piece: number, bytes: Uint8Array): Promise<boolean>;
  /** From 0 to 1. */
  progress(fraction: number): void;
  readonly signal: AbortSignal;
}

/**
 * What of the torrent is on disk. Claims of the resume data hold as far as the files are
 * there and long enough; without any, every piece whose bytes are there is hashed. Rejects
 * with StorageError, or the signal's reason.
 */
export async function checkFiles(options: CheckFilesOptions): Promise<Bitfield> {
  const { layout, pieceLength, pieceCount, folder, claimed, signal } = options;
  const sizes = await measureFiles(layout, folder);
  const present: number[] = [];
  for (let piece = 0; piece < pieceCount; piece++) {
    if (claimed && !claimed.has(piece)) continue;
    const offset = piece * pieceLength;
    const length = Math.min(pieceLength, layout.size - offset);
    if (isOnDisk(layout, sizes, offset, length)) present.push(piece);
  }
  signal.throwIfAborted();
  const have = new Bitfield(pieceCount);
  if (claimed) {
    for (const piece of present) have.set(piece, true);
    return have;
  }
  const read = (piece: number) => {
    const offset = piece * pieceLength;
    return options.storage.read(offset, Math.min(pieceLength, layout.size - offset));
  };
  const progress = (done: number) => options.progress(done / present.length);
  const { verify } = options;
  await checkPieces({ pieces: present, read, verify, progress, signal }, have);
  signal.throwIfAborted();
  return have;
}
