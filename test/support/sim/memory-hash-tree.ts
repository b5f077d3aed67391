import { createHash } from 'node:crypto';
import type { Encodable } from '../../../src/bencode/encode.ts';
import { decodeLatin1 } from '../../../src/bytes/text.ts';

/** Of one file by BEP 52, computed step by step, to test against. */
export interface MemoryHashTree {
  readonly root: Uint8Array;
  /** SHA-256 hashes of its pieces. */
  readonly layer: readonly Uint8Array[];
}

const LEAF = 16_384;
const ZERO = new Uint8Array(32);

/** `pieceLength`: a power of two from 16 KiB up; `bytes`: at least one. */
export function memoryHashTree(bytes: Uint8Array, pieceLength: number): MemoryHashTree {
  const leaves = cut(bytes, LEAF).map(sha256);
  const perPiece = pieceLength / LEAF;
  if (leaves.length <= perPiece) {
    const root = reduce(leaves, powerOfTwo(leaves.length), ZERO);
    return { root, layer: [root] };
  }
  const layer = Array.from({ length: Math.ceil(leaves.length / perPiece) }, (_, piece) =>
    reduce(leaves.slice(piece * perPiece, (piece + 1) * perPiece), perPiece, ZERO),
  );
  const none = reduce([], perPiece, ZERO);
  return { root: reduce(layer, powerOfTwo(layer.length), none), layer };
}

export interface TreeFile {
  readonly path: readonly string[];
  readonly bytes: Uint8Array;
}

/** The two keys of BEP 52, "file tree" and "piece layers". */
export function memoryFileTree(files: readonly TreeFile[], pieceLength: number) {
  const tree: Branch = new Map();
  const layers = new Map<string, Encodable>();
  for (const { path, bytes } of files) {
    const { root, layer } =
      bytes.length > 0 ? memoryHashTree(bytes, pieceLength) : NOTHING;
    const leaf = { '': { length: bytes.length, 'pieces root': root } };
    let branch = tree;
    for (const element of path.slice(0, -1)) branch = branchAt(branch, element);
    branch.set(path.at(-1)!, leaf);
    if (root && bytes.length > pieceLength) {
      layers.set(decodeLatin1(root), Buffer.concat(layer));
    }
  }
  return { tree: tree as Encodable, layers };
}

type Branch = Map<string, Encodable>;
const NOTHING = { root: undefined, layer: [] };

function branchAt(parent: Branch, element: string): Branch {
  const known = parent.get(element);
  if (known instanceof Map) return known;
  const branch: Branch = new Map();
  parent.set(element, branch);
  return branch;
}

function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

/** Hashes pairs until one is left; `missing` stands for those up to `width`. */
function reduce(
  hashes: readonly Uint8Array[],
  width: number,
  missing: Uint8Array,
): Uint8Array {
  if (width === 1) return hashes[0] ?? missing;
  const half = width / 2;
  return sha256(
    Buffer.concat([
      reduce(hashes.slice(0, half), half, missing),
      reduce(hashes.slice(half), half, missing),
    ]),
  );
}

function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
