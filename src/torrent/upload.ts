import type { Bitfield } from '../bytes/bitfield.ts';
import { CHOKE_INTERVAL, Choker } from '../choke/choker.ts';
import { UploadSlots } from '../choke/upload-slots.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { encodeBlock } from '../protocol/peer-wire/encode.ts';
import { BLOCK_LENGTH, type BlockRange } from '../protocol/peer-wire/message.ts';
import type { LimitGroup } from '../rate/limit-group.ts';
import { SpeedMeter } from '../rate/speed-meter.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What uploading needs of its torrent. */
export interface UploadHost {
  /** How fast it may be. */
  readonly limit: LimitGroup;
  readonly have: Bitfield;
  /**
   * Bytes of the piece that peers may ask for, zeros of pad files among them: of v2-only
   * torrents libtorrent before 2.0.13 asks for whole blocks, past the end of a file.
   */
  span(piece: number): number;
  /**
   * A view of the bytes, not to be changed; undefined: the piece is lost. Rejects with
   * StorageError.
   */
  read(piece: number, begin: number, length: number): Promise<Uint8Array | undefined>;
  peers(): Iterable<RemotePeer>;
  random(bound: number): number;
  /** Peers to give to at a time; 0: as many as the line has use for. */
  slots(): number;
  /** Reading failed. */
  failed(error: unknown): void;
}

/**
 * Bytes handed to a socket before it has to drain: what the peer takes within half a second.
 * Our own requests to it wait behind them.
 */
const LEAST_AHEAD = 2 * BLOCK_LENGTH;
const MOST_AHEAD = 256 * 1024;
const AHEAD_SECONDS = 0.5;
/** Bytes that may wait for a peer's socket before who asks for more is dropped. */
const FLOOD = 1 << 20;

/** Who may download from us, and what they get. */
export class Upload {
  /** Of all peers together. */
  readonly meter = new SpeedMeter();
  readonly #host: UploadHost;
  readonly #choker = new Choker<RemotePeer>();
  readonly #serving = new Set<RemotePeer>();
  readonly #slots = new UploadSlots();
  #nextRound = 0;
  /** When the last round was, and what all had got by then. */
  #lastRound = 0;
  #lastTotal = 0;
  #stopped = false;
  /** Nothing is being read any more. */
  #idle: (() => void) | undefined;

  constructor(host: UploadHost) {
    this.#host = host;
  }

  joined(peer: RemotePeer): void {
    const owner = {
      wants: () => this.#wants(peer),
      ready: () => void this.serve(peer),
    };
    peer.upFlow = this.#host.limit.flow(owner, peer.local);
  }

  /** A newcomer need not wait for the next round while a slot is free. */
  interested(peer: RemotePeer): void {
    peer.interested = true;
    let used = 0;
    for (const other of this.#host.peers()) if (!other.amChoking) used++;
    if (peer.wanting && used < this.#slotCount) this.#setChoking(peer, false);
  }

  notInterested(peer: RemotePeer): void {
    peer.interested = false;
  }

  /** Throws ProtocolError for what no piece has; ignores what the peer may not have now. */
  request(peer: RemotePeer, range: BlockRange): void {
    const { piece, begin, length } = range;
    const { have } = this.#host;
    if (piece >= have.length || length === 0 || length > BLOCK_LENGTH) {
      throw new ProtocolError('out-of-range', `request for ${length} bytes of ${piece}`);
    }
    if (begin + length > this.#host.span(piece)) {
      throw new ProtocolError('out-of-range', 'request past the end of a piece');
    }
    if (peer.uploads.has(range)) return peer.idleTalk();
    const kept =
      have.has(piece) &&
      this.#mayHave(peer, range) &&
      peer.uploads.add({ piece, begin, length });
    if (!kept) return this.#refuse(peer, range);
    void this.serve(peer);
  }

  /** Also a request that was taken back is answered (BEP 6). */
  cancel(peer: RemotePeer, range: BlockRange): void {
    if (peer.uploads.cancel(range)) this.#refuse(peer, range);
    else peer.idleTalk();
  }

  /** Throws ProtocolError 'flood' when the peer asks on and on. */
  #refuse(peer: RemotePeer, range: BlockRange): void {
    peer.idleTalk();
    if (peer.connection.queued > FLOOD) {
      throw new ProtocolError('flood', 'it asks, and takes no answer');
    }
    reject(peer, range);
  }

  /** Sends what the peer asked for, as far as its socket takes it and the limits let it. */
  async serve(peer: RemotePeer): Promise<void> {
    if (this.#serving.has(peer)) return;
    this.#serving.add(peer);
    try {
      while (
        !this.#stopped &&
        peer.connection.open &&
        peer.connection.queued < ahead(peer)
      ) {
        const range = peer.uploads.next;
        if (!range) {
          peer.upFlow.settle();
          break;
        }
        const { piece, begin, length } = range;
        if (!peer.upFlow.take(length, peer.clock.now())) break;
        peer.uploads.take();
        const bytes = await this.#host.read(piece, begin, length);
        if (!bytes || !this.#mayHave(peer, range)) {
          peer.upFlow.giveBack(length);
          reject(peer, range);
          continue;
        }
        peer.connection.write(encodeBlock(piece, begin, bytes));
        const now = peer.clock.now();
        const left = peer.granted.get(piece);
        if (left !== undefined) peer.granted.set(piece, left - length);
        peer.up.add(length, now);
        this.meter.add(length, now);
      }
    } catch (error) {
      if (!this.#stopped) this.#host.failed(error);
    } finally {
      this.#serving.delete(peer);
      if (this.#serving.size === 0) this.#idle?.();
    }
  }

  /** Once a second; a round of choking is held when it is due. */
  tick(now: number, seeding: boolean): void {
    if (now < this.#nextRound) return;
    // Not all of a swarm that began at once choke at once, or some are left with nobody.
    const first = this.#nextRound === 0;
    this.#nextRound = now + (first ? this.#host.random(CHOKE_INTERVAL) : CHOKE_INTERVAL);
    this.#countSlots(now);
    const options = { slots: this.#slotCount, seeding };
    const random = (bound: number) => this.#host.random(bound);
    const unchoked = this.#choker.round(this.#host.peers(), options, random);
    for (const peer of this.#host.peers()) {
      peer.optimistic = this.#choker.onTurn(peer);
      this.#setChoking(peer, !unchoked.has(peer));
    }
  }

  /** Resolves once no read is under way any more. */
  stop(): Promise<void> {
    this.#stopped = true;
    if (this.#serving.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle = resolve;
    });
  }

  /**
   * Whether the choker lets it, or the piece was granted to it (BEP 6, "allowed fast"). The
   * latter not while more want a slot than there are: a line shared among all of a crowd
   * leaves nobody a whole piece for long, and those who give no better off than the others.
   */
  #mayHave(peer: RemotePeer, { piece, length }: BlockRange): boolean {
    if (!this.#host.have.has(piece)) return false;
    if (!peer.amChoking) return true;
    if ((peer.granted.get(piece) ?? 0) < length) return false;
    let wanting = 0;
    for (const other of this.#host.peers()) if (other.wanting) wanting++;
    return wanting <= this.#slotCount;
  }

  get #slotCount(): number {
    return this.#host.slots() || this.#slots.count;
  }

  #countSlots(now: number): void {
    const { total } = this.meter;
    const rate = ((total - this.#lastTotal) * 1000) / (now - this.#lastRound);
    let wanting = 0;
    for (const peer of this.#host.peers()) if (peer.wanting) wanting++;
    // Of the first round there is nothing to tell yet.
    if (this.#lastRound > 0) this.#slots.round(rate, wanting);
    this.#lastRound = now;
    this.#lastTotal = total;
  }

  /** Bytes that could be sent to the peer now. */
  #wants(peer: RemotePeer): number {
    if (this.#stopped || !peer.connection.open) return 0;
    const room = ahead(peer) - peer.connection.queued;
    return Math.max(0, Math.min(peer.uploads.bytes, room));
  }

  #setChoking(peer: RemotePeer, choking: boolean): void {
    if (peer.amChoking === choking) return;
    peer.amChoking = choking;
    peer.connection.send({ kind: choking ? 'choke' : 'unchoke' });
    if (!choking) return;
    for (const range of peer.uploads.takeAllBut(peer.granted)) reject(peer, range);
    peer.upFlow.settle();
  }
}

function ahead(peer: RemotePeer): number {
  const taken = peer.up.rate(peer.clock.now()) * AHEAD_SECONDS;
  return Math.min(Math.max(LEAST_AHEAD, taken), MOST_AHEAD);
}

/** Who speaks BEP 6 hears of each request that is not served. */
function reject(peer: RemotePeer, range: BlockRange): void {
  if (!peer.fast) return;
  const { piece, begin, length } = range;
  peer.connection.send({ kind: 'reject', piece, begin, length });
}
