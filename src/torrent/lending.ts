import { Bitfield } from '../bytes/bitfield.ts';
import type { PiecePicker } from '../picker/piece-picker.ts';
import type { LentPiece } from '../webseed/web-seed-host.ts';
import type { BegunPieces } from './begun-pieces.ts';
import type { Completion } from './completion.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What lending needs of its torrent. */
export interface LendingHost {
  /** Bytes of the piece to fetch and keep. */
  pieceSize(piece: number): number;
  /** Everyone we are connected to. */
  peers(): Iterable<RemotePeer>;
}

/**
 * Whole pieces for web seeds, neighbours of one another: those that wait to begin, else one
 * that was begun and that nobody is asked for.
 */
export class Lending {
  readonly #host: LendingHost;
  readonly #picker: PiecePicker;
  readonly #begun: BegunPieces;
  readonly #completion: Completion;
  readonly #lent = new Map<number, LentPiece>();
  /** What web seeds have. */
  readonly #allPieces: Bitfield;
  #stopped = false;

  constructor(
    host: LendingHost,
    picker: PiecePicker,
    begun: BegunPieces,
    completion: Completion,
    pieceCount: number,
  ) {
    this.#host = host;
    this.#picker = picker;
    this.#begun = begun;
    this.#completion = completion;
    this.#allPieces = new Bitfield(pieceCount);
    this.#allPieces.setAll();
  }

  /** Whether the piece is with a web seed. */
  has(piece: number): boolean {
    return this.#lent.has(piece);
  }

  /** Whether it has something that is lent: a web seed may give it back any time. */
  offers(has: Bitfield): boolean {
    for (const index of this.#lent.keys()) if (has.has(index)) return true;
    return false;
  }

  /**
   * Pieces for a web seed, in order, of `most` bytes together if they are several; none when
   * there is nothing to do. `near`, the piece behind its last, wins among equally rare ones.
   * Each comes back by `brought` or `takeBack`, at the latest before stop().
   */
  lend(near: number, most: number): LentPiece[] {
    const lent: LentPiece[] = [];
    let next = this.#picker.pick(this.#allPieces, near);
    if (next === -1) next = this.#begun.restartIdle();
    for (let left = most; next !== -1 && this.#picker.waits(next); next++) {
      const length = this.#host.pieceSize(next);
      if (lent.length > 0 && length > left) break;
      const buffer = this.#begun.takeBuffer(length);
      if (!buffer) break;
      left -= length;
      this.#picker.begin(next);
      const piece = { index: next, buffer };
      this.#lent.set(next, piece);
      lent.push(piece);
    }
    return lent;
  }

  /** All of a lent piece is in its buffer. `lied` is called if it is wrong. */
  brought(piece: LentPiece, lied: () => void): void {
    this.#lent.delete(piece.index);
    this.#completion.brought(piece, lied);
  }

  /** A lent piece that is not whole is for others to begin. */
  takeBack(piece: LentPiece): void {
    this.#lent.delete(piece.index);
    this.#begun.giveBuffer(piece.buffer);
    if (!this.#stopped) this.#picker.release(piece.index);
  }

  /** Whether a peer has nothing to do because a web seed is at what it could bring. */
  get hurried(): boolean {
    if (this.#picker.waiting > 0) return false;
    for (const peer of this.#host.peers()) {
      if (peer.choking || peer.snubbed || peer.requests.size > 0) continue;
      if (this.offers(peer.has)) return true;
    }
    return false;
  }

  stop(): void {
    this.#stopped = true;
  }
}
