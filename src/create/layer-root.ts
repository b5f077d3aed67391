import { HASH_LENGTH, LEAF_LENGTH } from '../bytes/merkle.ts';
import type { Hasher } from '../ports/hasher.ts';

/**
 * The root of a file's hash tree from its piece layer (BEP 52). Beyond the file the leaves
 * are zeros, so what stands for a piece there is the root over such leaves.
 */
export async function layerRoot(
  layer: Uint8Array,
  pieceLength: number,
  hasher: Hasher,
): Promise<Uint8Array> {
  const count = layer.length / HASH_LENGTH;
  const nothing = await hasher.merkleRoot(new Uint8Array(0), pieceLength / LEAF_LENGTH);
  let nodes = new Uint8Array(2 ** Math.ceil(Math.log2(count)) * HASH_LENGTH);
  nodes.set(layer);
  for (let at = layer.length; at < nodes.length; at += HASH_LENGTH)
    nodes.set(nothing, at);
  while (nodes.length > HASH_LENGTH) {
    nodes = new Uint8Array(await hasher.digestEach(nodes, 2 * HASH_LENGTH));
  }
  return nodes;
}
