import { HASH_LENGTH, LEAF_LENGTH } from '../bytes/merkle.ts';
import type { Hasher } from '../ports/hasher.ts';

/** Layers of hash trees (BEP 52) on one level, and what fills such layers up. */
export interface TreeLevel {
  /** Hashes of 32 bytes one behind another; on the right the padding is left out. */
  readonly layers: readonly Uint8Array[];
  /** 32 bytes. */
  readonly pad: Uint8Array;
}

/**
 * The root above each layer, none of which is empty. All trees grow together: one call of
 * the hasher for each level, however many trees there are.
 */
export async function layerRoots(
  { layers, pad }: TreeLevel,
  hasher: Hasher,
): Promise<Uint8Array[]> {
  const roots = layers.slice();
  let level = pad;
  for (;;) {
    const growing = [...roots.keys()].filter((at) => roots[at]!.length > HASH_LENGTH);
    if (growing.length === 0) return roots;
    const base = { layers: growing.map((at) => roots[at]!), pad: level };
    const above = await levelAbove(base, hasher);
    for (const [at, index] of growing.entries()) roots[index] = above.layers[at]!;
    level = above.pad;
  }
}

/** One level up. */
export async function levelAbove(
  { layers, pad }: TreeLevel,
  hasher: Hasher,
): Promise<TreeLevel> {
  const pairs = layers.map(({ length }) => Math.ceil(length / PAIR));
  const count = pairs.reduce((sum, pair) => sum + pair, 0);
  // The last pair is there for its hash alone: the padding of the next level.
  const nodes = new Uint8Array((count + 1) * PAIR);
  let at = 0;
  for (const [index, layer] of layers.entries()) {
    nodes.set(layer, at);
    at += pairs[index]! * PAIR;
    if (layer.length % PAIR !== 0) nodes.set(pad, at - HASH_LENGTH);
  }
  nodes.set(pad, at);
  nodes.set(pad, at + HASH_LENGTH);
  const hashes = await hasher.digestEach(nodes, PAIR);
  let from = 0;
  const above = pairs.map((pair) => {
    const begin = from;
    from += pair * HASH_LENGTH;
    return hashes.subarray(begin, from);
  });
  return { layers: above, pad: hashes.subarray(from) };
}

/** What fills up the layer of the pieces: a piece of nothing. Bytes, a power of two. */
export function piecePad(pieceLength: number, hasher: Hasher): Promise<Uint8Array> {
  return hasher.merkleRoot(new Uint8Array(0), pieceLength / LEAF_LENGTH);
}

const PAIR = 2 * HASH_LENGTH;
