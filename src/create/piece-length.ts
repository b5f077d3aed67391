import { InputError } from '../errors/input-error.ts';
import type { TorrentVersion } from '../metainfo/metainfo.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SHORTEST = 16 * KIB;
/** Chosen. Longer ones take long to verify, and a peer that lies spoils more. */
const LONGEST_CHOSEN = 16 * MIB;
/** Given. */
const LONGEST = 128 * MIB;
/** As many as this keep the torrent file small; half as many are the fewest. */
const PIECES = 2048;
/** 20 MB of hashes. */
const MOST_PIECES = 1 << 20;

/**
 * Bytes: the shortest that makes 2,048 pieces at most, so 1,024 at least, from 16 KiB to
 * 16 MiB. From BEP 52 on each file begins with a piece: there it is not longer than the
 * average file needs, or pad files would outweigh the data of a hybrid.
 */
export function choosePieceLength(
  sizes: readonly number[],
  version: TorrentVersion,
): number {
  const filled = sizes.filter((size) => size > 0);
  const size = filled.reduce((sum, one) => sum + one, 0);
  const average = version === 'v1' ? size : size / filled.length;
  let length = SHORTEST;
  while (length < LONGEST_CHOSEN && length * PIECES < size && length < average) {
    length *= 2;
  }
  return length;
}

/** Throws InputError 'bad-piece-length'; or 'too-many-pieces', for files of these sizes. */
export function checkPieceLength(
  length: number,
  sizes: readonly number[],
  version: TorrentVersion,
): void {
  const isPowerOfTwo = Number.isInteger(Math.log2(length));
  if (!isPowerOfTwo || length < SHORTEST || length > LONGEST) {
    const expected = 'a power of two from 16 KiB to 128 MiB';
    throw new InputError('bad-piece-length', `${length} is not ${expected}`);
  }
  const count = countPieces(length, sizes, version);
  if (count <= MOST_PIECES) return;
  const why = `pieces of ${length} bytes are too short: there would be ${count} of them`;
  throw new InputError('too-many-pieces', why);
}

/** How many there will be. From BEP 52 on each file begins with a piece. */
export function countPieces(
  length: number,
  sizes: readonly number[],
  version: TorrentVersion,
): number {
  const pieces = (size: number) => Math.ceil(size / length);
  return version === 'v1'
    ? pieces(sizes.reduce((sum, size) => sum + size, 0))
    : sizes.reduce((sum, size) => sum + pieces(size), 0);
}
