import { Deadlines } from '../picker/deadlines.ts';
import type { PiecePicker } from '../picker/piece-picker.ts';
import type { BufferPool } from '../storage/buffer-pool.ts';
import { pieceOf } from './block-key.ts';
import { PartialPiece } from './partial-piece.ts';
import { NO_BLOCK, type RemotePeer } from './remote-peer.ts';

/** What this needs of its torrent. */
export interface BegunPiecesHost {
  /** Bytes of the piece to fetch and keep. */
  pieceSize(piece: number): number;
  /** Everyone we are connected to. */
  peers(): Iterable<RemotePeer>;
  /** There is no memory for a single piece. */
  failed(error: unknown): void;
}

/** Pieces with free blocks that may wait for others, which are rarer. */
const MOST_OPEN = 16;

/** The pieces on their way in, their buffers, and which of them, or a new one, is next. */
export class BegunPieces {
  readonly deadlines = new Deadlines();
  /** Someone got no buffer. */
  starved = false;
  readonly #host: BegunPiecesHost;
  readonly #picker: PiecePicker;
  readonly #pool: BufferPool;
  readonly #partials = new Map<number, PartialPiece>();
  /** Those with free blocks. */
  readonly #open = new Set<PartialPiece>();
  /** Pieces that were wrong: their next try is one peer's alone. */
  readonly #suspect = new Set<number>();
  /** Buffers of pieces begun, being verified and being stored. */
  #held = 0;

  constructor(host: BegunPiecesHost, picker: PiecePicker, pool: BufferPool) {
    this.#host = host;
    this.#picker = picker;
    this.#pool = pool;
  }

  [Symbol.iterator](): Iterator<PartialPiece> {
    return this.#partials.values();
  }

  get(piece: number): PartialPiece | undefined {
    return this.#partials.get(piece);
  }

  /** It is whole, and is looked at. */
  take(partial: PartialPiece): void {
    this.#partials.delete(partial.index);
  }

  /** Some of it turned out to be wrong: it goes on with the rest. */
  putBack(partial: PartialPiece): void {
    this.#partials.set(partial.index, partial);
    this.#open.add(partial);
  }

  /** After blocks were taken, or given back. */
  update(partial: PartialPiece): void {
    if (partial.open) this.#open.add(partial);
    else this.#open.delete(partial);
  }

  suspect(piece: number): boolean {
    return this.#suspect.has(piece);
  }

  /** Right at last, and in its files. */
  done(piece: number): void {
    this.#suspect.delete(piece);
    this.deadlines.clear(piece);
  }

  /** What is incomplete is let go. */
  clear(): void {
    for (const partial of this.#partials.values()) this.#discard(partial);
    this.#partials.clear();
    this.#open.clear();
  }

  /** The piece to ask the peer for next: it has a free block; undefined: there is none. */
  next(peer: RemotePeer): PartialPiece | undefined {
    const urgent = this.#urgent(peer);
    if (urgent) return urgent;
    const current = this.#partials.get(peer.lastPiece);
    if (current?.open && mayAsk(current, peer)) return current;
    const first = this.#rarestFor(peer);
    const waits = ({ index }: PartialPiece) => this.#picker.comesBefore(first, index);
    return (
      this.#join(peer, (partial) => !wellLed(partial) && !waits(partial)) ??
      this.#beginNext(peer) ??
      this.#join(peer, () => true)
    );
  }

  /** What is rarer than pieces begun is begun before them, within a bound; -1: nothing is. */
  #rarestFor(peer: RemotePeer): number {
    const full = this.#open.size >= MOST_OPEN;
    return full || peer.choking ? -1 : this.#picker.first(peer.has);
  }

  /** The piece with the nearest deadline, begun or not. */
  #urgent(peer: RemotePeer): PartialPiece | undefined {
    for (const piece of this.deadlines.pieces) {
      if (!peer.has.has(piece) || !mayAskFor(piece, peer)) continue;
      const partial = this.#partials.get(piece);
      if (partial?.open && mayAsk(partial, peer)) return partial;
      if (this.#picker.waits(piece)) return this.#begin(peer, piece);
    }
    return undefined;
  }

  /** Goes on with a piece that another began. */
  #join(
    peer: RemotePeer,
    which: (partial: PartialPiece) => boolean,
  ): PartialPiece | undefined {
    for (const partial of this.#open) {
      if (!peer.has.has(partial.index) || !mayAsk(partial, peer)) continue;
      if (!which(partial)) continue;
      peer.lastPiece = partial.index;
      if (!wellLed(partial)) partial.lead = peer;
      return partial;
    }
    return undefined;
  }

  #beginNext(peer: RemotePeer): PartialPiece | undefined {
    const { has, lastPiece, allowedFast, suggested } = peer;
    if (!peer.choking) {
      const piece = this.#picker.pick(has, lastPiece + 1, suggested);
      return piece === -1 ? undefined : this.#begin(peer, piece);
    }
    for (const piece of allowedFast) {
      if (this.#picker.waits(piece) && has.has(piece)) return this.#begin(peer, piece);
    }
    return undefined;
  }

  #begin(peer: RemotePeer, piece: number): PartialPiece | undefined {
    const buffer = this.takeBuffer(this.#host.pieceSize(piece));
    if (!buffer) return undefined;
    this.#picker.begin(piece);
    const owner = this.#suspect.has(piece) ? peer : undefined;
    const partial = new PartialPiece(piece, buffer, owner);
    partial.lead = peer;
    this.#partials.set(piece, partial);
    this.#open.add(partial);
    peer.lastPiece = piece;
    return partial;
  }

  /** undefined: none is left, and somebody is `starved`; or the torrent failed for that. */
  takeBuffer(length: number): Uint8Array | undefined {
    try {
      let buffer = this.#pool.take(length, this.#held);
      if (!buffer && this.#giveUpIdle()) buffer = this.#pool.take(length, this.#held);
      if (buffer) this.#held++;
      else this.starved = true;
      return buffer;
    } catch (error) {
      this.#host.failed(error);
      return undefined;
    }
  }

  giveBuffer(buffer: Uint8Array): void {
    this.#held--;
    this.#pool.give(buffer);
  }

  /** Gives up a piece that no connected peer can go on with now, if there is one. */
  #giveUpIdle(): boolean {
    const peers = [...this.#host.peers()].filter((peer) => !peer.choking);
    for (const partial of this.#open) {
      if (!partial.idle || peers.some((peer) => peer.has.has(partial.index))) continue;
      this.restart(partial);
      return true;
    }
    return false;
  }

  /** It was wrong: all of it is to be asked again, of one alone. */
  again(piece: number): void {
    this.#suspect.add(piece);
    this.#picker.release(piece);
  }

  /** A piece begun that nobody is asked for waits to begin once more; -1: there is none. */
  restartIdle(): number {
    for (const partial of this.#open) {
      if (!partial.idle) continue;
      this.restart(partial);
      return partial.index;
    }
    return -1;
  }

  /** It is not wanted any more. */
  drop(partial: PartialPiece): void {
    this.#partials.delete(partial.index);
    this.#open.delete(partial);
    this.#discard(partial);
  }

  /** All of it is to be asked again, of whoever comes next. */
  restart(partial: PartialPiece): void {
    this.drop(partial);
    this.#picker.release(partial.index);
  }

  #discard(partial: PartialPiece): void {
    for (const peer of this.#host.peers()) {
      if (pieceOf(peer.arriving) === partial.index) skip(peer);
    }
    this.giveBuffer(partial.buffer);
  }
}

/** A suspect piece is asked of its owner only. */
export function mayAsk(partial: PartialPiece, peer: RemotePeer): boolean {
  const owned = partial.owner === undefined || partial.owner === peer;
  return owned && mayAskFor(partial.index, peer);
}

/** While it chokes us, a peer sends only what it said it would (BEP 6). */
function mayAskFor(piece: number, peer: RemotePeer): boolean {
  return !peer.choking || peer.allowedFast.has(piece);
}

/** Whether a fast peer is at it, and will bring all of it. */
function wellLed({ index, lead }: PartialPiece): boolean {
  if (!lead?.bringsWholePieces || lead.choking || lead.snubbed) return false;
  return lead.lastPiece === index;
}

/** The place of the block now arriving is taken back. */
export function skip(peer: RemotePeer): void {
  peer.arriving = NO_BLOCK;
  peer.connection.skipBlock();
}
