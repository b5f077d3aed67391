import { Bitfield } from '../bytes/bitfield.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import { checkPieces } from '../storage/checker.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import { learnFromFiles } from './learn-from-files.ts';
import type { PieceVerifier } from './piece-verifier.ts';

export interface CheckFilesOptions {
  readonly pieces: Pieces;
  readonly storage: TorrentStorage;
  /** What the resume data claims; undefined: the files were never looked at. */
  readonly claimed: Bitfield | undefined;
  /** Learns the hashes of pieces from files that are there and whole. */
  readonly trees: HashTrees;
  readonly verifier: PieceVerifier;
  /** From 0 to 1. */
  progress(fraction: number): void;
  /** Resolves, with what ends it, once it may hash. Rejects with the signal's reason. */
  turn(): Promise<() => void>;
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
  if (present.length === 0) return have;
  const end = await options.turn();
  try {
    await hashPresent(options, present, isThere, have);
  } finally {
    end();
  }
  signal.throwIfAborted();
  return have;
}

/** Sets those that are right. */
async function hashPresent(
  options: CheckFilesOptions,
  present: readonly number[],
  isThere: (offset: number, length: number) => boolean,
  have: Bitfield,
): Promise<void> {
  const { pieces, storage, signal } = options;
  const read = (piece: number) => storage.read(pieces.offset(piece), pieces.size(piece));
  await learnFromFiles(options.trees, isThere, read, signal);
  const { verifier } = options;
  const verify = (piece: number, bytes: Uint8Array) => verifier.verify(piece, bytes);
  const known = present.filter((piece) => verifier.knows(piece));
  const progress = (done: number) => options.progress(done / known.length);
  await checkPieces({ pieces: known, read, verify, progress, signal }, have);
}
