import { equal } from '../bytes/equal.ts';
import { toHex } from '../bytes/hex.ts';
import { HASH_LENGTH } from '../bytes/merkle.ts';
import type { FileLayout } from '../metainfo/file-layout.ts';
import type { FileIndex } from '../metainfo/indices.ts';
import { layerRoots, piecePad } from '../metainfo/layer-roots.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Hasher } from '../ports/hasher.ts';
import { type HashRange, MOST_HASHES } from '../protocol/peer-wire/message.ts';
import { answerOf, levelsAbovePieces, levelsOfPiece } from './answer.ts';
import { FileTree } from './file-tree.ts';
import { prove } from './prove.ts';
import type { TreeLevels } from './tree-levels.ts';
import { TreeShape } from './tree-shape.ts';

/** What hash trees are made from. */
export type TreeSource = Pick<Metainfo, 'pieceLength' | 'pieceLayers'>;

/** A file of which only the root is known, and perhaps some of its pieces' hashes. */
export interface UnknownFile {
  /** In the stream; bytes, both. */
  readonly offset: number;
  readonly length: number;
  readonly firstPiece: number;
  readonly pieceCount: number;
  /** Keeps what may be the hashes of all its pieces, if they lead to the root. */
  learn(layer: Uint8Array): Promise<void>;
}

/** The hashes of a piece's blocks, one behind another; undefined where it is not had. */
export type BlockHashes = (piece: number) => Promise<Uint8Array | undefined>;

/**
 * What a torrent knows of the hash trees of its files (BEP 52): the roots from the start, the
 * hashes of the pieces from the torrent file or, stretch by stretch, from peers. Of v1 it
 * knows nothing.
 */
export class HashTrees {
  readonly #hasher: Hasher;
  readonly #layout: FileLayout;
  readonly #pieces: Pieces;
  readonly #pieceLength: number;
  /** By file; equal files share theirs. */
  readonly #trees: (FileTree | undefined)[];
  readonly #byRoot = new Map<string, FileTree>();
  /** The first piece of each file that a tree is of. */
  readonly #starts = new Map<FileTree, number[]>();
  /** Those whose pieces' hashes are not all known. */
  readonly #incomplete = new Set<FileTree>();
  /** Built when a peer first asks. */
  readonly #above = new Map<FileTree, Promise<TreeLevels | undefined>>();

  constructor(source: TreeSource, layout: FileLayout, pieces: Pieces, hasher: Hasher) {
    this.#hasher = hasher;
    this.#layout = layout;
    this.#pieces = pieces;
    this.#pieceLength = source.pieceLength;
    this.#trees = layout.files.map(({ kind, length, offset, piecesRoot }) => {
      if (!piecesRoot || kind !== 'file' || length === 0) return undefined;
      const tree = this.#treeOf(piecesRoot, length, source);
      this.#starts.get(tree)!.push(offset / source.pieceLength);
      return tree;
    });
  }

  /** Whether every piece's hash is known. */
  get complete(): boolean {
    return this.#incomplete.size === 0;
  }

  /** The hashes of pieces as a torrent file has them, by root as hex; of whole files. */
  get layers(): Map<string, Uint8Array> {
    const layers = new Map<string, Uint8Array>();
    for (const [root, { layer, shape }] of this.#byRoot) {
      if (layer && shape.pieceCount > 1) layers.set(root, layer);
    }
    return layers;
  }

  /** 32 bytes; undefined while it is not known, and for v1. */
  pieceHash(piece: number): Uint8Array | undefined {
    const file = this.#pieces.file(piece);
    return this.#trees[file]?.pieceHash(piece - this.#first(file));
  }

  /** What the piece's hash is if these bytes, its data, are right. */
  hashOf(piece: number, bytes: Uint8Array): Promise<Uint8Array> {
    const { shape } = this.#trees[this.#pieces.file(piece)]!;
    return this.#hasher.merkleRoot(bytes, shape.pieceLeaves);
  }

  /** What to ask peers for the hashes of a piece's blocks with; undefined: too many, or one. */
  blocksOf(piece: number): HashRange | undefined {
    const file = this.#pieces.file(piece);
    const tree = this.#trees[file];
    const length = tree?.shape.pieceLeaves ?? 0;
    if (!tree || length < 2 || length > MOST_HASHES) return undefined;
    const index = (piece - this.#first(file)) * length;
    const proofLayers = Math.log2(length) - 1;
    return { root: tree.root, baseLayer: 0, index, length, proofLayers };
  }

  /** Every stretch of pieces' hashes that is not known, as it is to be asked for. */
  *missing(): Iterable<HashRange> {
    for (const tree of this.#incomplete) yield* tree.missing();
  }

  /**
   * Takes the answer to one of `missing`, proven to its root: answers the pieces whose hashes
   * are known from now on, or undefined when the answer is wrong.
   */
  async take(range: HashRange, hashes: Uint8Array): Promise<number[] | undefined> {
    const tree = this.#byRoot.get(toHex(range.root))!;
    if (!(await prove(range, hashes, tree.root, this.#hasher))) return undefined;
    tree.learn(range.index, hashes);
    if (tree.layer) this.#incomplete.delete(tree);
    const learned: number[] = [];
    const end = Math.min(range.index + range.length, tree.shape.pieceCount);
    for (const start of this.#starts.get(tree)!) {
      for (let at = range.index; at < end; at++) learned.push(start + at);
    }
    return learned;
  }

  /** The files whose pieces' hashes are not all known. */
  *unknownFiles(): Iterable<UnknownFile> {
    for (const tree of [...this.#incomplete]) {
      const firstPiece = this.#starts.get(tree)![0]!;
      const offset = firstPiece * this.#pieceLength;
      const { length } = this.#layout.files[this.#layout.fileAt(offset)]!;
      const learn = (layer: Uint8Array) => this.#learnWhole(tree, layer);
      const { pieceCount } = tree.shape;
      yield { offset, length, firstPiece, pieceCount, learn };
    }
  }

  /**
   * The answer to a peer's request, or undefined: reject it. From the pieces' hashes up it
   * comes from memory; block hashes are made of one piece at a time.
   */
  async answer(range: HashRange, blocks: BlockHashes): Promise<Uint8Array | undefined> {
    const tree = this.#byRoot.get(toHex(range.root));
    if (!tree?.shape.holds(range)) return undefined;
    const { pieceLayer, pieceLeaves, pieceCount } = tree.shape;
    const { baseLayer, index, length, proofLayers } = range;
    let above: TreeLevels | undefined;
    if (baseLayer + proofLayers >= pieceLayer) above = await this.#levelsAbove(tree);
    let below: TreeLevels | undefined;
    const piece = Math.floor(index / pieceLeaves);
    if (baseLayer < pieceLayer) {
      const fits = baseLayer === 0 && length <= pieceLeaves && pieceLeaves <= MOST_HASHES;
      if (!fits || piece >= pieceCount) return undefined;
      const hashes = await blocks(this.#starts.get(tree)![0]! + piece);
      if (!hashes) return undefined;
      below = await levelsOfPiece(tree, hashes, this.#hasher);
    }
    return answerOf(range, (layer, from, count) =>
      layer < pieceLayer
        ? below?.hashes(layer, from - (piece * pieceLeaves) / 2 ** layer, count)
        : above?.hashes(layer - pieceLayer, from, count),
    );
  }

  async #learnWhole(tree: FileTree, layer: Uint8Array): Promise<void> {
    const pad = await piecePad(this.#pieceLength, this.#hasher);
    const [root] = await layerRoots({ layers: [layer], pad }, this.#hasher);
    if (!equal(root!, tree.root)) return;
    for (const { index, length } of [...tree.missing()]) {
      const from = index * HASH_LENGTH;
      tree.learn(index, layer.subarray(from, from + length * HASH_LENGTH));
    }
    this.#incomplete.delete(tree);
  }

  /** Its first piece. */
  #first(file: FileIndex): number {
    return this.#layout.files[file]!.offset / this.#pieceLength;
  }

  #levelsAbove(tree: FileTree): Promise<TreeLevels | undefined> {
    let levels = this.#above.get(tree);
    if (!levels) {
      levels = levelsAbovePieces(tree, this.#pieceLength, this.#hasher);
      // What is not known yet is looked at again.
      if (tree.layer) this.#above.set(tree, levels);
    }
    return levels;
  }

  #treeOf(root: Uint8Array, length: number, source: TreeSource): FileTree {
    const shape = new TreeShape(length, source.pieceLength);
    const hex = toHex(root);
    const same = this.#byRoot.get(hex);
    if (same?.shape.pieceCount === shape.pieceCount) return same;
    const known = source.pieceLayers.get(hex);
    const fits = known?.length === shape.pieceCount * HASH_LENGTH;
    const tree = new FileTree(root, shape, fits ? known : undefined);
    this.#starts.set(tree, []);
    // Of two files that cannot both have the root, the first is asked for.
    if (!same) this.#byRoot.set(hex, tree);
    if (!same && !tree.layer) this.#incomplete.add(tree);
    return tree;
  }
}
