import { HASH_LENGTH } from '../bytes/merkle.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import type { TreeShape } from './tree-shape.ts';

/** What is known of one file's hash tree: its root always, more once it is proven. */
export class FileTree {
  /** 32 bytes. */
  readonly root: Uint8Array;
  readonly shape: TreeShape;
  /** The hashes of its pieces, as far as known; undefined until the first are. */
  #layer: Uint8Array | undefined;
  /** Where the stretches begin that are not known: hashes of the piece layer. */
  readonly #missing = new Set<number>();

  /** `layer`: the hashes of all its pieces, proven; undefined where they are not known. */
  constructor(root: Uint8Array, shape: TreeShape, layer: Uint8Array | undefined) {
    this.root = root;
    this.shape = shape;
    this.#layer = shape.pieceCount === 1 ? root : layer;
    if (this.#layer) return;
    for (let at = 0; at < shape.pieceCount; at += shape.stretch) this.#missing.add(at);
  }

  /** The hashes of all its pieces; undefined until each is known. */
  get layer(): Uint8Array | undefined {
    return this.#missing.size === 0 ? this.#layer : undefined;
  }

  /** `piece`: counted from the file's first. */
  pieceHash(piece: number): Uint8Array | undefined {
    const { stretch } = this.shape;
    if (this.#missing.has(Math.floor(piece / stretch) * stretch)) return undefined;
    return this.#layer?.subarray(piece * HASH_LENGTH, (piece + 1) * HASH_LENGTH);
  }

  /** What to ask for, with proofs up to the root. */
  *missing(): Iterable<HashRange> {
    const { pieceLayer, stretch, height } = this.shape;
    for (const index of this.#missing) {
      yield {
        root: this.root,
        baseLayer: pieceLayer,
        index,
        length: stretch,
        proofLayers: height - pieceLayer - 1,
      };
    }
  }

  /** Keeps a stretch that was proven. */
  learn(index: number, hashes: Uint8Array): void {
    const { pieceCount, stretch } = this.shape;
    if (!this.#missing.delete(index)) return;
    this.#layer ??= new Uint8Array(pieceCount * HASH_LENGTH);
    const count = Math.min(stretch, pieceCount - index);
    this.#layer.set(hashes.subarray(0, count * HASH_LENGTH), index * HASH_LENGTH);
  }
}
