import type { Bitfield } from '../bytes/bitfield.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Deadlines } from '../picker/deadlines.ts';
import type { PiecePicker } from '../picker/piece-picker.ts';
import { putRequest, REQUEST_LENGTH } from '../protocol/peer-wire/encode.ts';
import { BLOCK_LENGTH, type BlockRange } from '../protocol/peer-wire/message.ts';
import type { LimitGroup } from '../rate/limit-group.ts';
import type { BufferPool } from '../storage/buffer-pool.ts';
import { BegunPieces, mayAsk, skip } from './begun-pieces.ts';
import { blockOf, keyOf, pieceOf } from './block-key.ts';
import { Completion, type CompletionHost } from './completion.ts';
import { copiesComing, lateBlocks } from './late-blocks.ts';
import { Lending } from './lending.ts';
import type { PartialPiece } from './partial-piece.ts';
import { NO_BLOCK, type RemotePeer } from './remote-peer.ts';

/** What a download needs of its torrent. */
export interface DownloadHost extends CompletionHost {
  /** How fast it may be. */
  readonly limit: LimitGroup;
  /** Bytes of the piece to fetch and keep. */
  pieceSize(piece: number): number;
  /** Everyone we are connected to. */
  peers(): Iterable<RemotePeer>;
  /** Its first block is here. */
  begins(piece: number): void;
  /** A block of so many bytes came to nothing: it was here, or nobody asked for it. */
  duplicate(bytes: number): void;
}

/** Milliseconds without a block, with requests under way, after which a peer is snubbed. */
const SNUB_AFTER = 30_000;
/** The same for one who alone may bring a piece. */
const SNUB_OWNER_AFTER = 8000;
/** Milliseconds for which a peer is asked for nothing after it refused a block. */
const REST = 1000;
/** Seconds in which a fast peer brings a whole piece. */
const WHOLE_PIECE = 8;
/** Requests kept by a peer that does not say how many (BEP 10, "reqq"). */
const UNTOLD_QUEUE = 250;
/** Peers that are to bring one block, and requests to a peer of what others are, too. */
const MOST_COPIES = 3;
const MOST_TWICE = 32;
/** Milliseconds that others are given, and once nothing waits to begin: the endgame. */
const PATIENCE = 10_000;
const LAST_PATIENCE = 3000;
/** Unrequested blocks to put up with, since cancels cross with data; so many are forgiven a second. */
const UNREQUESTED_LIMIT = 1000;
const UNREQUESTED_FORGIVEN = 20;

/**
 * What is asked of whom, and where the blocks go.
 *
 *  1. Pieces with a deadline come first. Else a peer goes on with the piece it is at, then
 *     with a piece begun that has free blocks, then begins one. Slow peers share pieces
 *     block by block; a piece that a fast one is at is left to it, while there is another.
 *  2. A piece begins only when the pool has a buffer for it.
 *  3. A peer of which nothing else can be asked is asked for blocks that others are late
 *     with, at the end (the endgame) or before; the first to deliver cancels the others.
 *  4. A complete piece is verified, stored, then counted as had; its buffer goes back.
 *  5. Of a wrong piece only its wrong blocks are asked again, if peers tell their hashes
 *     (BEP 52); if not, all of it, of one peer alone.
 *  6. A peer that delivers nothing for 30 seconds gives its blocks back, and is asked last.
 *     While it chokes us it is asked for the pieces that it allows even so (BEP 6).
 *  7. No more is asked for than the limits let through; what a peer that chokes or leaves
 *     does not send any more is given back to them.
 *  8. Where no buffer is left, a piece that nobody connected can go on with is given up.
 *  9. Web seeds get whole pieces (see Lending).
 */
export class Download {
  readonly #host: DownloadHost;
  readonly #picker: PiecePicker;
  readonly #begun: BegunPieces;
  readonly #completion: Completion;
  /** With web seeds. */
  readonly lending: Lending;
  #stopped = false;
  #batch = new Uint8Array(REQUEST_LENGTH * 64);

  constructor(
    host: DownloadHost,
    picker: PiecePicker,
    pool: BufferPool,
    pieceCount: number,
  ) {
    this.#host = host;
    this.#picker = picker;
    this.#begun = new BegunPieces(host, picker, pool);
    this.#completion = new Completion(host, this.#begun, () => this.fillAll());
    this.lending = new Lending(host, picker, this.#begun, this.#completion, pieceCount);
  }

  /** By when pieces are needed. */
  get deadlines(): Deadlines {
    return this.#begun.deadlines;
  }

  /** Whether this peer has something that we still want to ask for. */
  wants(has: Bitfield): boolean {
    for (const { index } of this.#begun) if (has.has(index)) return true;
    return this.lending.offers(has) || this.#picker.offers(has);
  }

  joined(peer: RemotePeer): void {
    const owner = {
      wants: () => this.#room(peer) * BLOCK_LENGTH,
      ready: () => this.fill(peer),
    };
    peer.downFlow = this.#host.limit.flow(owner, peer.local);
  }

  /** Asks the peer for as much as its depth and the limits allow. */
  fill(peer: RemotePeer): void {
    const room = this.#room(peer);
    if (room === 0) return peer.downFlow.settle();
    const now = peer.clock.now();
    if (peer.requests.size === 0) peer.lastBlock = now;
    let count = 0;
    let waits = false;
    while (count < room) {
      waits = !peer.downFlow.take(BLOCK_LENGTH, now);
      const partial = waits ? undefined : this.#begun.next(peer);
      if (!partial) break;
      const block = partial.takeFree();
      peer.downFlow.giveBack(BLOCK_LENGTH - partial.blockLength(block));
      this.#begun.update(partial);
      this.#request(peer, partial, block, count++);
    }
    if (count < room && !waits) {
      peer.downFlow.untake(BLOCK_LENGTH);
      if (count === 0) count = this.#askTwice(peer);
    }
    if (!waits) peer.downFlow.settle();
    if (count > 0) peer.connection.write(this.#batch.slice(0, count * REQUEST_LENGTH));
  }

  /** Requests that the peer has room for. */
  #room(peer: RemotePeer): number {
    if (this.#stopped || !peer.amInterested) return 0;
    if (peer.choking && peer.allowedFast.size === 0) return 0;
    if (peer.clock.now() < peer.restsUntil) return 0;
    const most = peer.extensions?.requestQueue ?? UNTOLD_QUEUE;
    const room = Math.min(peer.depth.depth, most) - peer.requests.size;
    // In portions: a request for each block that came would be a packet for each.
    return room <= 0 || (room < 8 && peer.requests.size > room) ? 0 : room;
  }

  fillAll(): void {
    for (const peer of this.#host.peers()) if (!peer.snubbed) this.fill(peer);
    for (const peer of this.#host.peers()) if (peer.snubbed) this.fill(peer);
  }

  /** Where a block that begins to arrive goes; undefined when it is of no use. */
  beginBlock(
    peer: RemotePeer,
    piece: number,
    begin: number,
    length: number,
  ): Uint8Array | undefined {
    const block = begin / BLOCK_LENGTH;
    if (!peer.requests.has(keyOf(piece, block))) {
      if (++peer.unrequested > UNREQUESTED_LIMIT) {
        throw new ProtocolError('flood', 'too many blocks that nobody asked for');
      }
      peer.downFlow.unasked(length);
      return undefined;
    }
    const partial = this.#begun.get(piece);
    if (!partial || partial.received(block)) return undefined;
    if (length !== partial.blockLength(block)) {
      throw new ProtocolError('bad-message', `a block of ${length} bytes`);
    }
    if (partial.asked(block) > 1) this.#takeOver(peer, partial, block);
    peer.arriving = keyOf(piece, block);
    return partial.buffer.subarray(begin, begin + length);
  }

  endBlock(peer: RemotePeer, piece: number, begin: number, length: number): void {
    const block = begin / BLOCK_LENGTH;
    const key = keyOf(piece, block);
    // Skipped, wholly or from some byte on: what is in the buffer is not this block.
    if (peer.arriving !== key) return this.#host.duplicate(length);
    peer.arriving = NO_BLOCK;
    peer.requests.delete(key);
    const now = peer.clock.now();
    peer.lastBlock = now;
    peer.snubbed = false;
    peer.down.add(length, now);
    peer.depth.blockArrived(key, now);
    const partial = this.#begun.get(piece);
    if (!partial || partial.received(block)) return this.#host.duplicate(length);
    const copies = partial.asked(block);
    partial.receive(block, peer);
    if (partial.receivedCount === 1) this.#host.begins(piece);
    if (copies > 1) this.#cancelOthers(peer, key);
    if (partial.complete) this.#completion.received(partial);
  }

  /** The peer will not send this block (BEP 6): others may, and it is left alone a while. */
  refused(peer: RemotePeer, { piece, begin }: BlockRange): void {
    const key = keyOf(piece, begin / BLOCK_LENGTH);
    if (!peer.requests.delete(key)) return;
    if (peer.arriving === key) skip(peer);
    if (peer.choking) peer.allowedFast.delete(piece);
    else peer.restsUntil = peer.clock.now() + REST;
    this.#unask(key);
    peer.downFlow.giveBack(this.#lengthOf(key));
  }

  /**
   * Without BEP 6 whatever it was asked for is lost; with it each request is answered, and
   * those of pieces that it grants may still be served.
   */
  choked(peer: RemotePeer): void {
    peer.choking = true;
    if (!peer.fast) this.release(peer);
  }

  /** The peer left, or is silent: what it was asked for is free again. */
  release(peer: RemotePeer): void {
    for (const key of peer.requests) {
      this.#unask(key);
      peer.downFlow.giveBack(this.#lengthOf(key));
    }
    peer.requests.clear();
    peer.downFlow.settle();
    for (const partial of this.#begun) {
      if (partial.lead === peer) partial.lead = undefined;
      if (partial.owner === peer) this.#begun.restart(partial);
    }
  }

  /** Whether the piece is on its way, or was wrong and waits for its blocks. */
  has(piece: number): boolean {
    const begun = this.#begun.get(piece) !== undefined;
    return begun || this.lending.has(piece) || this.#completion.has(piece);
  }

  /** Lets go of what is not wanted any more, but for what is whole. */
  dropUnwanted(): void {
    for (const partial of [...this.#begun]) {
      if (this.#host.wanted(partial.index)) continue;
      for (const peer of this.#host.peers()) {
        for (const key of [...peer.requests]) {
          if (pieceOf(key) === partial.index) this.#takeBack(peer, key);
        }
      }
      this.#begun.drop(partial);
    }
  }

  /** Once a second: peers that stopped delivering give their blocks back. */
  tick(): void {
    for (const peer of this.#host.peers()) {
      const now = peer.clock.now();
      peer.unrequested = Math.max(0, peer.unrequested - UNREQUESTED_FORGIVEN);
      const rate = peer.down.rate(now);
      peer.depth.measured(rate);
      const piece = this.#begun.get(peer.lastPiece);
      peer.bringsWholePieces = piece
        ? rate * WHOLE_PIECE >= piece.buffer.length
        : peer.bringsWholePieces;
      const patience = piece?.owner === peer ? SNUB_OWNER_AFTER : SNUB_AFTER;
      if (peer.requests.size === 0 || now - peer.lastBlock < patience) continue;
      for (const key of peer.requests) this.#cancel(peer, key);
      this.release(peer);
      peer.snubbed = true;
      peer.depth.snubbed();
    }
    this.fillAll();
  }

  /**
   * Nothing is asked or taken from now on, what is incomplete is let go. Resolves once each
   * complete piece is stored and had, or could not be: then no buffer is held any more.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#begun.clear();
    this.lending.stop();
    await this.#completion.stop();
  }

  #askTwice(peer: RemotePeer): number {
    let count = 0;
    const room = MOST_TWICE - peer.requests.size;
    const now = peer.clock.now();
    if (room <= 0) return 0;
    const patience = this.#picker.waiting > 0 ? PATIENCE : LAST_PATIENCE;
    for (const key of lateBlocks(peer, this.#host.peers(), now, patience)) {
      if (count >= room) break;
      const partial = this.#begun.get(pieceOf(key));
      if (!partial || partial.owner || !peer.has.has(partial.index)) continue;
      if (!mayAsk(partial, peer) || peer.requests.has(key)) continue;
      const block = blockOf(key);
      if (partial.asked(block) === 0) continue;
      if (copiesComing(key, this.#host.peers(), now) >= MOST_COPIES) continue;
      if (!peer.downFlow.take(partial.blockLength(block), now)) break;
      partial.ask(block);
      this.#request(peer, partial, block, count++);
    }
    return count;
  }

  /** Puts one request into the batch. */
  #request(peer: RemotePeer, partial: PartialPiece, block: number, count: number): void {
    const key = keyOf(partial.index, block);
    peer.requests.add(key);
    peer.depth.asked(key, peer.clock.now());
    const at = count * REQUEST_LENGTH;
    if (at === this.#batch.length) {
      const larger = new Uint8Array(this.#batch.length * 2);
      larger.set(this.#batch);
      this.#batch = larger;
    }
    const begin = block * BLOCK_LENGTH;
    putRequest(this.#batch, at, partial.index, begin, partial.blockLength(block));
  }

  /** Two at once would mix their bytes: whoever began the same block before is skipped. */
  #takeOver(peer: RemotePeer, partial: PartialPiece, block: number): void {
    const key = keyOf(partial.index, block);
    for (const other of this.#host.peers()) {
      if (other === peer || other.arriving !== key) continue;
      skip(other);
      other.requests.delete(key);
      partial.unask(block);
    }
  }

  #cancelOthers(first: RemotePeer, key: number): void {
    for (const peer of this.#host.peers()) {
      if (peer !== first && peer.requests.has(key)) this.#takeBack(peer, key);
    }
  }

  /** The peer is asked for it no more. */
  #takeBack(peer: RemotePeer, key: number): void {
    peer.requests.delete(key);
    const arrives = peer.arriving === key;
    this.#cancel(peer, key);
    // What has begun to arrive comes to its end.
    if (!arrives) peer.downFlow.giveBack(this.#lengthOf(key));
  }

  /** Tells the peer, and stops taking the block if it is arriving just now. */
  #cancel(peer: RemotePeer, key: number): void {
    const piece = pieceOf(key);
    const begin = blockOf(key) * BLOCK_LENGTH;
    const length = this.#lengthOf(key);
    if (peer.arriving === key) skip(peer);
    peer.connection.send({ kind: 'cancel', piece, begin, length });
  }

  #lengthOf(key: number): number {
    const begin = blockOf(key) * BLOCK_LENGTH;
    return Math.min(BLOCK_LENGTH, this.#host.pieceSize(pieceOf(key)) - begin);
  }

  #unask(key: number): void {
    const partial = this.#begun.get(pieceOf(key));
    if (!partial) return;
    partial.unask(blockOf(key));
    this.#begun.update(partial);
  }
}
