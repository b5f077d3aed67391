import { HASH_LENGTH } from '../bytes/merkle.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';

/**
 * Where no torrent file brought the hashes of a file's pieces, the file itself may: if it is
 * whole, its own lead to its root (BEP 52). Rejects with StorageError, or the signal's reason.
 */
export async function learnFromFiles(
  trees: HashTrees,
  isThere: (offset: number, length: number) => boolean,
  read: (piece: number) => Promise<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for (const { offset, length, firstPiece, pieceCount, learn } of trees.unknownFiles()) {
    if (!isThere(offset, length)) continue;
    const layer = new Uint8Array(pieceCount * HASH_LENGTH);
    for (let at = 0; at < pieceCount; at++) {
      const hash = await trees.hashOf(firstPiece + at, await read(firstPiece + at));
      signal.throwIfAborted();
      layer.set(hash, at * HASH_LENGTH);
    }
    await learn(layer);
  }
}
