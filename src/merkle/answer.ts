import { concat } from '../bytes/concat.ts';
import { HASH_LENGTH } from '../bytes/merkle.ts';
import { piecePad } from '../metainfo/layer-roots.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import type { FileTree } from './file-tree.ts';
import { TreeLevels } from './tree-levels.ts';

/** The tree above its pieces' hashes; undefined while some of them are not known. */
export async function levelsAbovePieces(
  { layer, shape }: FileTree,
  pieceLength: number,
  hasher: Hasher,
): Promise<TreeLevels | undefined> {
  if (!layer) return undefined;
  const pad = await piecePad(pieceLength, hasher);
  const base = { layers: [layer], pad };
  return TreeLevels.build(base, shape.height - shape.pieceLayer, hasher);
}

/** The tree below one piece's hash, from the hashes of its blocks. */
export function levelsOfPiece(
  { shape }: FileTree,
  blocks: Uint8Array,
  hasher: Hasher,
): Promise<TreeLevels> {
  const base = { layers: [blocks], pad: new Uint8Array(HASH_LENGTH) };
  return TreeLevels.build(base, shape.pieceLayer, hasher);
}

/**
 * What answers a request: its hashes, then the uncles. `hashes` gives some of a layer, or
 * undefined when they are not to be had; so is the answer then.
 */
export function answerOf(
  { baseLayer, index, length, proofLayers }: HashRange,
  hashes: (layer: number, index: number, count: number) => Uint8Array | undefined,
): Uint8Array | undefined {
  const parts = [hashes(baseLayer, index, length)];
  for (let up = Math.log2(length); up <= proofLayers; up++) {
    const parent = Math.floor(index / 2 ** up);
    parts.push(hashes(baseLayer + up, parent % 2 ? parent - 1 : parent + 1, 1));
  }
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? concat(known) : undefined;
}
