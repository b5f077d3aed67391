import type { FileDetails } from '../../src/api/snapshot.ts';

/** How many of the first n pieces are had, for every n: so that any range is two look-ups. */
export function countPieces(have: Uint8Array, count: number): Uint32Array {
  const counts = new Uint32Array(count + 1);
  for (let piece = 0; piece < count; piece++) {
    const had = (have[piece >> 3] ?? 0) & (0x80 >> (piece & 7)) ? 1 : 0;
    counts[piece + 1] = counts[piece]! + had;
  }
  return counts;
}

/** Bytes of the file in pieces that are had. `counts`: as countPieces gives them. */
export function bytesHad(
  { offset, size }: Pick<FileDetails, 'offset' | 'size'>,
  counts: Uint32Array,
  pieceLength: number,
): number {
  if (size === 0) return 0;
  const first = Math.floor(offset / pieceLength);
  const last = Math.floor((offset + size - 1) / pieceLength);
  const has = (piece: number) => counts[piece + 1]! - counts[piece]!;
  if (first === last) return has(first) * size;
  const head = has(first) * ((first + 1) * pieceLength - offset);
  const tail = has(last) * (offset + size - last * pieceLength);
  return head + (counts[last]! - counts[first + 1]!) * pieceLength + tail;
}
