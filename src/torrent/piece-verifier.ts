import { equal } from '../bytes/equal.ts';
import { InputError } from '../errors/input-error.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Hasher } from '../ports/hasher.ts';

/** SHA-1, bytes. */
const HASH_LENGTH = 20;

/** Whether bytes are a piece's, by all the hashes that are known of it. */
export class PieceVerifier {
  readonly #v1: Uint8Array | undefined;
  readonly #trees: HashTrees;
  readonly #pieces: Pieces;
  readonly #hasher: Hasher;
  /** What a v1 hash covers behind a file of a hybrid; made when there is such a file. */
  #zeros: Uint8Array = new Uint8Array(0);

  /** `v1`: of all pieces, 20 bytes each; undefined for v2. */
  constructor(
    v1: Uint8Array | undefined,
    trees: HashTrees,
    pieces: Pieces,
    hasher: Hasher,
  ) {
    this.#v1 = v1;
    this.#trees = trees;
    this.#pieces = pieces;
    this.#hasher = hasher;
  }

  /** Whether it has nothing to hold pieces to but the hash trees. */
  get needsTrees(): boolean {
    return this.#v1 === undefined;
  }

  /** Whether it has a hash to hold the piece to: a piece of v2 may not have any yet. */
  knows(piece: number): boolean {
    return !this.needsTrees || this.#trees.pieceHash(piece) !== undefined;
  }

  /**
   * `bytes`: the piece's data, without the pad behind it. Rejects with InputError
   * 'halves-differ' where only one of a hybrid's two hashes matches: no bytes are right.
   */
  async verify(piece: number, bytes: Uint8Array): Promise<boolean> {
    const [v1, v2] = await Promise.all([
      this.#matchesV1(piece, bytes),
      this.#matchesV2(piece, bytes),
    ]);
    if (v1 === undefined || v2 === undefined) return v1 ?? v2 ?? false;
    if (v1 === v2) return v1;
    throw new InputError('halves-differ', `the two hashes of piece ${piece} contradict`);
  }

  /** undefined: there is no such hash. */
  async #matchesV1(piece: number, bytes: Uint8Array): Promise<boolean | undefined> {
    if (!this.#v1) return undefined;
    const chunks = [bytes];
    const pad = this.#pieces.span(piece) - bytes.length;
    if (pad > 0) chunks.push(this.#zerosOf(pad));
    const digest = await this.#hasher.digest('sha1', chunks);
    const from = piece * HASH_LENGTH;
    return equal(digest, this.#v1.subarray(from, from + HASH_LENGTH));
  }

  async #matchesV2(piece: number, bytes: Uint8Array): Promise<boolean | undefined> {
    const hash = this.#trees.pieceHash(piece);
    if (!hash) return undefined;
    return equal(await this.#trees.hashOf(piece, bytes), hash);
  }

  #zerosOf(length: number): Uint8Array {
    if (this.#zeros.length < length) this.#zeros = this.#hasher.allocate(length);
    return this.#zeros.subarray(0, length);
  }
}
