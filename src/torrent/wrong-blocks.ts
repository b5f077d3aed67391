import { HASH_LENGTH, LEAF_LENGTH } from '../bytes/merkle.ts';
import type { Hasher } from '../ports/hasher.ts';

/** Which blocks of a piece are not what their hashes, 32 bytes each, say. */
export async function wrongBlocks(
  piece: Uint8Array,
  hashes: Uint8Array,
  hasher: Hasher,
): Promise<number[]> {
  const found = await hasher.digestEach(piece, LEAF_LENGTH);
  const wrong: number[] = [];
  for (let block = 0; block * HASH_LENGTH < found.length; block++) {
    const from = block * HASH_LENGTH;
    for (let at = from; at < from + HASH_LENGTH; at++) {
      if (found[at] === hashes[at]) continue;
      wrong.push(block);
      break;
    }
  }
  return wrong;
}
