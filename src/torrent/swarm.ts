import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import type { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { type SwarmVersion, swarmVersions } from '../metainfo/info-hash.ts';
import {
  type Acceptance,
  PeerConnection,
  type PeerSink,
} from '../peer/peer-connection.ts';
import { type Candidate, PeerList } from '../peer/peer-list.ts';
import type { Clock } from '../ports/clock.ts';
import type { TcpConnection, TcpPort } from '../ports/tcp.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { agreedVersion, handshakeFor, type Identity } from './identity.ts';
import { RemotePeer } from './remote-peer.ts';

/** What a swarm needs of its torrent. */
export interface SwarmHost {
  readonly clock: Clock;
  readonly tcp: TcpPort;
  readonly identity: Identity;
  readonly pieceCount: number;
  /** Bytes of the longest bitfield to accept. */
  readonly maxBitfield: number;
  /** Handshakes were exchanged: who hears the peer from now on. */
  joined(peer: RemotePeer): Omit<PeerSink, 'closed'>;
  left(peer: RemotePeer): void;
  /** Someone was dropped for what it did. */
  dropped(name: string, reason: ProtocolError): void;
}

const MAX_PEERS = 80;
const MAX_HALF_OPEN = 12;
/** Milliseconds. */
const CONNECT_TIMEOUT = 12_000;
/** Milliseconds after which a connection is no longer one of two that crossed. */
const CROSSING = 15_000;

/**
 * The peers of one torrent, of all its swarms together: whom to dial, who is connected, who
 * is banned.
 */
export class Swarm {
  readonly #host: SwarmHost;
  readonly #list: PeerList;
  readonly #peers = new Set<RemotePeer>();
  /** Dials and handshakes under way. */
  readonly #pending = new Set<() => void>();
  readonly #ourId: string;
  #stopped = false;

  constructor(host: SwarmHost) {
    this.#host = host;
    this.#list = new PeerList(swarmVersions(host.identity.hashes));
    this.#ourId = toHex(host.identity.peerId);
  }

  /** Connected, handshakes exchanged. */
  get peers(): ReadonlySet<RemotePeer> {
    return this.#peers;
  }

  /** Whether nobody more is dialled for now. */
  get full(): boolean {
    return this.#peers.size + this.#pending.size >= MAX_PEERS;
  }

  /** `version`: the swarm they were found in, if any. */
  add(endpoints: Iterable<Endpoint>, version?: SwarmVersion): void {
    for (const endpoint of endpoints) this.#list.add(endpoint, version);
    this.dial();
  }

  /** Dials as many as the bounds allow. Once a second, too. */
  dial(): void {
    while (!this.#stopped && this.#pending.size < MAX_HALF_OPEN && !this.full) {
      const candidate = this.#list.next(this.#host.clock.now());
      if (!candidate) return;
      void this.#connect(candidate);
    }
  }

  /** What to answer a peer that dialled us. Throws ProtocolError when it is not wanted. */
  accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    if (this.#peers.size >= MAX_PEERS) {
      throw new ProtocolError('too-many-peers', 'enough peers are connected');
    }
    return this.#acceptance(connection, theirs);
  }

  /** Drops the peer, and everyone at its address, for good. */
  ban(peer: RemotePeer, reason: ProtocolError): void {
    const { host } = peer.connection.remote;
    if (this.#list.banned(host)) return;
    this.#list.ban(host);
    if (!peer.connection.open) this.#host.dropped(peer.name, reason);
    for (const other of [...this.#peers]) {
      if (other.connection.remote.host === host) other.connection.drop(reason);
    }
  }

  /** Parts in good order from a peer that is of no more use, and does not dial it again. */
  leave(peer: RemotePeer): void {
    peer.connection.close();
    this.#closed(peer, undefined);
    if (peer.dialled) this.#list.forget(peer.dialled);
  }

  stop(): void {
    this.#stopped = true;
    for (const abort of [...this.#pending]) abort();
    for (const peer of this.#peers) peer.connection.close();
    this.#peers.clear();
  }

  async #connect(candidate: Candidate): Promise<void> {
    const { clock, tcp } = this.#host;
    const { endpoint } = candidate;
    const aborter = new AbortController();
    const abort = () => aborter.abort();
    this.#pending.add(abort);
    this.#list.connecting(endpoint);
    const timer = clock.timer(CONNECT_TIMEOUT, abort);
    try {
      const connection = await tcp.connect(endpoint, aborter.signal);
      if (this.#stopped) connection.close();
      else this.#greet(candidate, connection);
    } catch {
      // Whatever kept it from being reached; it is tried again later.
      this.#list.ended(endpoint, clock.now());
    } finally {
      timer.cancel();
      this.#pending.delete(abort);
    }
  }

  #greet(candidate: Candidate, connection: TcpConnection): void {
    const { endpoint, version } = candidate;
    const close = () => peer.close();
    this.#pending.add(close);
    const peer: PeerConnection = new PeerConnection({
      connection,
      clock: this.#host.clock,
      greeting: handshakeFor(this.#host.identity, version),
      accept: (theirs) => {
        const acceptance = this.#acceptance(() => peer, theirs, candidate);
        this.#pending.delete(close);
        this.#list.connected(endpoint);
        return acceptance;
      },
      failed: (reason) => {
        this.#pending.delete(close);
        this.#list.ended(endpoint, this.#host.clock.now());
        this.#list.unanswered(candidate);
        if (!(reason instanceof ProtocolError)) return;
        if (reason.code === 'self-connection') this.#list.forget(endpoint);
        else if (reason.code !== 'duplicate-connection') {
          this.#host.dropped(formatEndpoint(endpoint), reason);
        }
      },
    });
  }

  #acceptance(
    connection: () => PeerConnection,
    theirs: Handshake,
    dialled?: Candidate,
  ): Acceptance {
    const { identity, pieceCount, maxBitfield, clock } = this.#host;
    const version = agreedVersion(identity, theirs, dialled?.version);
    const peerId = toHex(theirs.peerId);
    if (peerId === this.#ourId) {
      throw new ProtocolError('self-connection', 'that is this program itself');
    }
    if (this.#list.banned(connection().remote.host)) {
      throw new ProtocolError('banned', 'it sent wrong data before');
    }
    for (const other of this.#peers) {
      if (other.peerId === peerId) this.#chooseOne(other, dialled !== undefined);
    }
    return {
      handshake: handshakeFor(identity, version),
      maxBitfield,
      ready: () => {
        const peer = new RemotePeer(
          connection(),
          theirs,
          pieceCount,
          clock,
          dialled?.endpoint,
          version === 'v2',
        );
        this.#peers.add(peer);
        const sink = this.#host.joined(peer);
        return { ...sink, closed: (reason) => this.#closed(peer, reason) };
      },
    };
  }

  /**
   * A second connection to the same peer. When both sides dialled at once, each has to keep
   * the same one of the two, or both are lost: the one that the larger peer id dialled.
   * Throws ProtocolError when the new one is not it.
   */
  #chooseOne(other: RemotePeer, weDialled: boolean): void {
    const crossed =
      weDialled === (other.dialled === undefined) &&
      this.#host.clock.now() - other.since < CROSSING;
    if (!crossed || weDialled !== this.#ourId > other.peerId) {
      throw new ProtocolError('duplicate-connection', 'it is connected already');
    }
    other.connection.close();
    this.#closed(other, undefined);
  }

  #closed(peer: RemotePeer, reason: ProtocolError | NetworkError | undefined): void {
    this.#peers.delete(peer);
    if (peer.dialled) this.#list.ended(peer.dialled, this.#host.clock.now());
    this.#host.left(peer);
    if (reason instanceof ProtocolError) this.#host.dropped(peer.name, reason);
    this.dial();
  }
}
