import { Bitfield } from '../bytes/bitfield.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import type { ChokerPeer } from '../choke/choker.ts';
import { FloodGuard } from '../peer/flood-guard.ts';
import type { PeerConnection } from '../peer/peer-connection.ts';
import type { Candidate } from '../peer/peer-list.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import { RequestDepth } from '../peer/request-depth.ts';
import { UploadQueue } from '../peer/upload-queue.ts';
import type { Clock } from '../ports/clock.ts';
import {
  EXTENSION_BIT,
  EXTENSION_BYTE,
  type ExtendedHandshake,
} from '../protocol/extension/extended-handshake.ts';
import { clientName } from '../protocol/peer-wire/client-name.ts';
import { FAST_BIT, FAST_BYTE, type Handshake } from '../protocol/peer-wire/handshake.ts';
import type { Flow } from '../rate/flow.ts';
import { Overhead } from '../rate/overhead.ts';
import { SpeedMeter } from '../rate/speed-meter.ts';

/** No block key. */
export const NO_BLOCK = -1;

/** One connected peer, as this torrent sees it. Owned by the swarm; its facets write in it. */
export class RemotePeer implements ChokerPeer {
  readonly connection: PeerConnection;
  /** 20 bytes as hex. */
  readonly peerId: string;
  /** Where we dialled it; undefined when it dialled us. */
  readonly dialled: Endpoint | undefined;
  /** How we came to know of it. */
  readonly source: PeerSource;
  /**
   * Whether the handshakes met under the v2 name, and both sides may send hash messages
   * (BEP 52).
   */
  readonly v2: boolean;
  has: Bitfield;
  /** In the local network. */
  readonly local: boolean;
  readonly clock: Clock;
  /** When the handshakes were through. */
  readonly since: number;

  /** Whether it understands extended messages (BEP 10). */
  readonly extended: boolean;
  /** Whether both sides offered the fast extension (BEP 6). */
  readonly fast: boolean;
  /** It said what it has. */
  toldPieces = false;
  /** Pieces that it gives us though it chokes us. */
  readonly allowedFast = new Set<number>();
  /** Pieces that it would rather give us, the latest last. */
  readonly suggested = new Set<number>();
  /** Pieces that it gets of us though choked, each with the bytes that it may still get. */
  readonly granted = new Map<number, number>();
  /** What it said in its extended handshake. */
  extensions: ExtendedHandshake | undefined;

  /** Where it listens, as it says; it dialled us. */
  listens: Endpoint | undefined;
  /** When one of us was last interested in the other. */
  lastUseful: number;

  /** They of us. */
  choking = true;
  interested = false;
  /** We of them. */
  amChoking = true;
  amInterested = false;
  /** It has a slot of ours that it did not earn (BEP 3, "optimistic unchoke"). */
  optimistic = false;

  /** Whether its pieces are counted in the availability; full seeds are not. */
  counted = false;
  /** Blocks asked for and not here yet (block keys), oldest first. */
  readonly requests = new Set<number>();
  /** The block that is being copied into a piece right now. */
  arriving = NO_BLOCK;
  readonly depth = new RequestDepth();
  readonly down = new SpeedMeter();
  readonly up = new SpeedMeter();
  /** Its part in the limits, from joining on: what we ask of it, what it gets. */
  downFlow!: Flow;
  upFlow!: Flow;
  readonly #downOverhead = new Overhead();
  readonly #upOverhead = new Overhead();
  readonly uploads = new UploadQueue();
  /** The last piece begun for it. */
  lastPiece = -2;
  /** When a block last arrived, or requests began. */
  lastBlock = 0;
  snubbed = false;
  /** Brings a whole piece within seconds. */
  bringsWholePieces = false;
  /** Nothing is asked of it before this time: it refused something. */
  restsUntil = 0;
  /** Blocks that nobody asked it for. */
  unrequested = 0;
  readonly #flood = new FloodGuard();
  readonly #id: Uint8Array;

  /** `theirs`: its handshake. */
  constructor(
    connection: PeerConnection,
    theirs: Handshake,
    pieceCount: number,
    clock: Clock,
    dialled: Candidate | undefined,
    v2: boolean,
  ) {
    this.connection = connection;
    this.local = isLocalAddress(connection.remote.host);
    this.#id = theirs.peerId;
    this.peerId = toHex(theirs.peerId);
    this.extended = (theirs.reserved[EXTENSION_BYTE]! & EXTENSION_BIT) !== 0;
    this.fast = (theirs.reserved[FAST_BYTE]! & FAST_BIT) !== 0;
    this.has = new Bitfield(pieceCount);
    this.clock = clock;
    this.dialled = dialled?.endpoint;
    this.source = dialled?.source ?? 'incoming';
    this.v2 = v2;
    this.since = this.lastBlock = this.lastUseful = clock.now();
  }

  get name(): string {
    return this.connection.name;
  }

  /** Once a second: what went beside the payload counts, if the settings say so; all of it here. */
  countOverhead(all: { down: number; up: number }): void {
    const { received, sent } = this.connection;
    const down = this.#downOverhead.since(received, this.down.total, sent);
    const up = this.#upOverhead.since(sent, this.up.total, received);
    this.downFlow.overhead(down);
    this.upFlow.overhead(up);
    all.down += down;
    all.up += up;
  }

  /** What program it is, in its own words or else by its id. */
  get client(): string | undefined {
    return this.extensions?.client ?? clientName(this.#id);
  }

  /** It said something of no use. Throws ProtocolError 'flood' when it does so on and on. */
  idleTalk(cost = 1): void {
    this.#flood.count(this.clock.now(), cost);
  }

  /** Whether it downloads nothing any more (BEP 21). */
  get uploadOnly(): boolean {
    return this.has.full || this.extensions?.uploadOnly === true;
  }

  get downRate(): number {
    return this.down.rate(this.clock.now());
  }

  get wanting(): boolean {
    return this.interested && !this.uploadOnly;
  }

  get given(): number {
    return this.down.total;
  }

  get taken(): number {
    return this.up.total;
  }
}
