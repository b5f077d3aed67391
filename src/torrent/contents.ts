import type { Bitfield } from '../bytes/bitfield.ts';
import { HashTrees } from '../merkle/hash-trees.ts';
import { FileLayout } from '../metainfo/file-layout.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import { Pieces } from '../metainfo/pieces.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { FileRanks } from '../storage/file-ranks.ts';
import { Selection } from '../storage/selection.ts';
import { PieceVerifier } from './piece-verifier.ts';

/** What a torrent's bytes are, wherever they lie and whatever is had of them. */
export class Contents {
  readonly layout: FileLayout;
  readonly pieces: Pieces;
  /** It learns what peers and files tell. */
  readonly trees: HashTrees;
  readonly verifier: PieceVerifier;
  /** Everything selected; of a great many files it takes a while to make. */
  #all: Selection | undefined;

  constructor(metainfo: Metainfo, hasher: Hasher) {
    this.layout = new FileLayout(metainfo.files);
    this.pieces = new Pieces(metainfo, this.layout);
    this.trees = new HashTrees(metainfo, this.layout, this.pieces, hasher);
    const { pieceHashes } = metainfo;
    this.verifier = new PieceVerifier(pieceHashes, this.trees, this.pieces, hasher);
  }

  select(unwanted: readonly number[], ranks?: FileRanks): Selection {
    return new Selection(this.layout, this.pieces, unwanted, ranks);
  }

  /** Bytes of all files, wanted or not, that `have` lacks: what trackers want to know. */
  left(have: Bitfield): number {
    if (have.full) return 0;
    this.#all ??= this.select([]);
    return this.#all.size - this.#all.bytesIn(have);
  }
}
