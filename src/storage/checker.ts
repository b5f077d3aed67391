import type { Bitfield } from '../bytes/bitfield.ts';
import { StorageError } from '../errors/storage-error.ts';

export interface CheckOptions {
  readonly pieces: readonly number[];
  read(piece: number): Promise<Uint8Array>;
  verify(piece: number, bytes: Uint8Array): Promise<boolean>;
  /** Pieces looked at so far. */
  progress(done: number): void;
  readonly signal: AbortSignal;
}

/**
 * Reads the pieces, hashes them and sets in `have` those that are right; one is read while
 * the one before is hashed. Stops early, what it found in place, when the signal fires. A
 * piece whose file is not there or too short is not had; any other StorageError rejects.
 */
export async function checkPieces(options: CheckOptions, have: Bitfield): Promise<void> {
  const { pieces, signal } = options;
  let ahead = pieces.length > 0 ? readAhead(options, pieces[0]!) : undefined;
  for (let at = 0; at < pieces.length && !signal.aborted; at++) {
    const bytes = await ahead;
    ahead = at + 1 < pieces.length ? readAhead(options, pieces[at + 1]!) : undefined;
    if (bytes && (await options.verify(pieces[at]!, bytes))) have.set(pieces[at]!, true);
    options.progress(at + 1);
  }
  await ahead?.catch(() => {});
}

/** A read that may fail before anyone waits for it. */
function readAhead(
  options: CheckOptions,
  piece: number,
): Promise<Uint8Array | undefined> {
  const read = readOrMissing(options, piece);
  read.catch(() => {});
  return read;
}

async function readOrMissing(
  options: CheckOptions,
  piece: number,
): Promise<Uint8Array | undefined> {
  try {
    return await options.read(piece);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'file-gone') return undefined;
    throw error;
  }
}
