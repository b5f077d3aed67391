import { Bitfield } from '../bytes/bitfield.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import { checkPieces } from '../storage/checker.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';

export interface CheckFilesOptions {
  readonly pieces: Pieces;
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
  const { pieces, storage, claimed, signal } = options;
  const isThere = await storage.measure();
  const present: number[] = [];
  for (let piece = 0; piece < pieces.count; piece++) {
    if (claimed && !claimed.has(piece)) continue;
    if (isThere(pieces.offset(piece), pieces.size(piece))) present.push(piece);
  }
  signal.throwIfAborted();
  const have = new Bitfield(pieces.count);
  if (claimed) {
    for (const piece of present) have.set(piece, true);
    return have;
  }
  const read = (piece: number) => storage.read(pieces.offset(piece), pieces.size(piece));
  const progress = (done: number) => options.progress(done / present.length);
  const { verify } = options;
  await checkPieces({ pieces: present, read, verify, progress, signal }, have);
  signal.throwIfAborted();
  return have;
}
