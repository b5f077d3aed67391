import { equal } from '../bytes/equal.ts';
import { HASH_LENGTH } from '../bytes/merkle.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import { answerLength } from './tree-shape.ts';

/** Whether the hashes of `range`, and the uncles behind them, lead up to `top`. */
export async function prove(
  range: HashRange,
  hashes: Uint8Array,
  top: Uint8Array,
  hasher: Hasher,
): Promise<boolean> {
  if (hashes.length !== answerLength(range)) return false;
  let layer = hashes.subarray(0, range.length * HASH_LENGTH);
  while (layer.length > HASH_LENGTH) {
    layer = await hasher.digestEach(layer, 2 * HASH_LENGTH);
  }
  let index = range.index / range.length;
  for (let at = range.length * HASH_LENGTH; at < hashes.length; at += HASH_LENGTH) {
    const uncle = hashes.subarray(at, at + HASH_LENGTH);
    layer = await hasher.digest('sha256', index % 2 ? [uncle, layer] : [layer, uncle]);
    index = Math.floor(index / 2);
  }
  return equal(layer, top);
}
