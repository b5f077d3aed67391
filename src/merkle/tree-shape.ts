import { HASH_LENGTH, LEAF_LENGTH } from '../bytes/merkle.ts';
import { type HashRange, MOST_HASHES } from '../protocol/peer-wire/message.ts';

/**
 * The form of one file's hash tree (BEP 52). Layer 0 are the hashes of its blocks, filled up
 * with zeros to a power of two; each layer above has half as many.
 */
export class TreeShape {
  readonly pieceCount: number;
  /** Blocks under one hash of a piece: fewer than a piece has for a file shorter than one. */
  readonly pieceLeaves: number;
  /** Which layer holds the hashes of pieces; for a file of one piece that is the root. */
  readonly pieceLayer: number;
  /** The layer of the root. */
  readonly height: number;

  /** Bytes, both; the file is not empty. */
  constructor(fileLength: number, pieceLength: number) {
    this.pieceCount = Math.ceil(fileLength / pieceLength);
    const blocks = Math.min(fileLength, pieceLength) / LEAF_LENGTH;
    this.pieceLeaves = powerOfTwoFrom(blocks);
    this.pieceLayer = Math.log2(this.pieceLeaves);
    this.height = this.pieceLayer + Math.log2(powerOfTwoFrom(this.pieceCount));
  }

  /** Hashes in a layer. */
  width(layer: number): number {
    return 2 ** (this.height - layer);
  }

  /** So many hashes of the piece layer are asked for at once. */
  get stretch(): number {
    return Math.min(MOST_HASHES, this.width(this.pieceLayer));
  }

  /** Whether the tree has what is asked for, and BEP 52 allows to ask for it so. */
  holds({ baseLayer, index, length, proofLayers }: HashRange): boolean {
    if (length < 2 || length > MOST_HASHES || length !== powerOfTwoFrom(length))
      return false;
    if (baseLayer >= this.height || proofLayers >= this.height - baseLayer) return false;
    return index % length === 0 && index + length <= this.width(baseLayer);
  }
}

/**
 * How many uncles follow the hashes: those needed on the way up, beyond what the hashes
 * themselves make. The proof layers count from the first above the base.
 */
export function uncleCount({ length, proofLayers }: HashRange): number {
  return Math.max(0, proofLayers + 1 - Math.log2(length));
}

/** Bytes of the answer to a request. */
export function answerLength(range: HashRange): number {
  return (range.length + uncleCount(range)) * HASH_LENGTH;
}

/** The smallest power of two that is no less. */
export function powerOfTwoFrom(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}
