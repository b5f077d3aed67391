import { Bitfield } from '../bytes/bitfield.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { formatIp, parseIp } from '../bytes/ip-address.ts';
import type { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { type SwarmVersion, swarmVersions } from '../metainfo/info-hash.ts';
import type { BudgetHolder, PeerBudget } from '../peer/peer-budget.ts';
import type { Acceptance, PeerConnection, PeerSink } from '../peer/peer-connection.ts';
import { type Candidate, PeerList } from '../peer/peer-list.ts';
import { peerPriority } from '../peer/peer-priority.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { TcpPort } from '../ports/tcp.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { Dialler } from './dialler.ts';
import { agreedVersion, handshakeFor, hasDhtNode, type Identity } from './identity.ts';
import { Mirrors, selfConnection } from './mirrors.ts';
import { RemotePeer } from './remote-peer.ts';
import { idlePeer, lowestPeer } from './spare-peer.ts';

/** What a swarm needs of its torrent. */
export interface SwarmHost {
  readonly clock: Clock;
  readonly tcp: TcpPort;
  readonly identity: Identity;
  readonly isPrivate: boolean;
  /** Of all torrents together. */
  readonly budget: PeerBudget;
  /** undefined while the session does not listen. */
  listenPort(): number | undefined;
  readonly pieceCount: number;
  /** Bytes of the longest bitfield to accept. */
  readonly maxBitfield: number;
  /** Handshakes were exchanged: who hears the peer from now on. */
  joined(peer: RemotePeer): Omit<PeerSink, 'closed'>;
  left(peer: RemotePeer): void;
  /** An address was dialled; `answered`: a peer was there. */
  tried(endpoint: Endpoint, answered: boolean): void;
  /** Someone was dropped for what it did. */
  dropped(name: string, reason: ProtocolError): void;
}

type Joined = SwarmHost['joined'];

/** Milliseconds after which a connection is no longer one of two that crossed. */
const CROSSING = 15_000;
/** Milliseconds for which a seed is not dialled again by one that needs nothing. */
const REST = 30 * 60_000;

/**
 * The peers of one torrent, of all its swarms together: whom to dial, who is connected, who
 * is banned.
 */
export class Swarm implements BudgetHolder {
  #host: SwarmHost;
  readonly #list: PeerList;
  readonly #peers = new Set<RemotePeer>();
  readonly #dialler: Dialler;
  readonly #mirrors: Mirrors;
  readonly #ourId: string;
  #stopped = false;

  constructor(host: SwarmHost) {
    this.#host = host;
    const { identity, isPrivate } = host;
    this.#list = new PeerList(swarmVersions(identity.hashes), isPrivate, (endpoint) =>
      this.#rank(endpoint),
    );
    this.#ourId = toHex(identity.peerId);
    this.#mirrors = new Mirrors(host.clock, identity);
    this.#dialler = new Dialler({
      ...host,
      list: this.#list,
      greeted: (connection, theirs, dialled) =>
        this.#acceptance(connection, theirs, dialled),
      tried: (endpoint, answered) => this.#host.tried(endpoint, answered),
      dropped: (name, reason) => this.#host.dropped(name, reason),
      metSelf: (endpoint) => host.budget.own.met(endpoint),
      freed: () => host.budget.freed(),
    });
    host.budget.join(this);
  }

  /** Connected, handshakes exchanged. */
  get peers(): ReadonlySet<RemotePeer> {
    return this.#peers;
  }

  /** Whether nobody more is dialled for now. */
  get full(): boolean {
    return this.#host.budget.full(this);
  }

  get connected(): number {
    return this.#peers.size;
  }

  /** Those of them that have everything. */
  get seeds(): number {
    let seeds = 0;
    for (const { has } of this.#peers) if (has.length > 0 && has.full) seeds++;
    return seeds;
  }

  get dialling(): number {
    return this.#dialler.pending;
  }

  /** Addresses known, by where they came from. */
  get sources(): ReadonlyMap<PeerSource, number> {
    return this.#list.sources;
  }

  /** For another swarm of the same torrent to dial. */
  get candidates(): readonly Candidate[] {
    return this.#list.candidates;
  }

  /** `version`: the swarm they were found in, if any. */
  add(endpoints: Iterable<Endpoint>, source: PeerSource, version?: SwarmVersion): void {
    for (const endpoint of endpoints) this.#list.add(endpoint, source, version);
    this.dial();
  }

  /**
   * Goes on for another, of the same names; `goesOn` hears of each peer that is connected, as
   * `joined` does of those to come.
   */
  turnTo(host: SwarmHost, goesOn: Joined): void {
    this.#host = host;
    for (const peer of this.#peers) {
      peer.has = new Bitfield(host.pieceCount);
      peer.connection.turnTo(this.#withEnd(peer, goesOn(peer)));
    }
    this.wake();
  }

  /** Candidates of another swarm of the torrent, each as it was found there. */
  meet(candidates: readonly Candidate[]): void {
    for (const { endpoint, source, version } of candidates) {
      this.#list.add(endpoint, source, version);
    }
    this.dial();
  }

  knows(endpoint: Endpoint): boolean {
    return this.#list.has(endpoint);
  }

  room(): void {
    this.dial();
  }

  giveUpOne(): boolean {
    const now = this.#host.clock.now();
    const spare = idlePeer(this.#peers, now) ?? this.#lowest(now);
    if (spare) this.#part(spare);
    return spare !== undefined;
  }

  /** Once a second. A full torrent parts from one that is of no use, if there are others. */
  tick(): void {
    const now = this.#host.clock.now();
    for (const peer of this.#peers) {
      if (peer.interested || peer.amInterested) peer.lastUseful = now;
    }
    if (this.full && this.#list.due(now)) {
      const idle = idlePeer(this.#peers, now);
      if (idle) this.#part(idle);
    }
    this.dial();
  }

  /** The peer said in its extended handshake where it listens, and what it sees of us. */
  introduced(peer: RemotePeer): void {
    const { own } = this.#host.budget;
    const { host } = peer.connection.remote;
    const { port, yourIp } = peer.extensions ?? {};
    if (port !== undefined && !peer.dialled && !peer.listens) {
      peer.listens = { host, port };
      this.#list.add(peer.listens, 'incoming');
      this.#list.connecting(peer.listens);
      this.#list.connected(peer.listens);
    }
    if (!yourIp || peer.local) return;
    const before = own.of(yourIp.length);
    own.said(host, yourIp);
    const after = own.of(yourIp.length);
    if (!before || !after || formatIp(before) !== formatIp(after)) this.#list.rankAgain();
  }

  /** It said where its node of the DHT is (BEP 5). */
  hasNode(peer: RemotePeer, port: number): void {
    const { host } = peer.connection.remote;
    if (port > 0) this.#host.identity.dht?.add({ host, port });
  }

  /** Dials as many as the bounds allow. */
  dial(): void {
    while (!this.#stopped) {
      const candidate = this.#list.next(this.#host.clock.now());
      if (!candidate || !this.#host.budget.mayDial(this)) return;
      void this.#dialler.dial(candidate);
    }
  }

  /** What to answer a peer that dialled us. Throws ProtocolError when it is not wanted. */
  accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    if (toHex(theirs.peerId) === this.#ourId) {
      const { hashes } = this.#host.identity;
      return this.#mirrors.accept(connection, swarmVersions(hashes)[0]!);
    }
    const acceptance = this.#acceptance(connection, theirs);
    if (!this.#host.budget.mayAccept(this) && !this.#makeRoomFor(connection().remote)) {
      throw new ProtocolError('too-many-peers', 'enough peers are connected');
    }
    return acceptance;
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
    const endpoint = peer.dialled ?? peer.listens;
    if (endpoint) this.#list.rest(endpoint, this.#host.clock.now() + REST);
  }

  /** Something is wanted again: seeds that were left are of use. */
  wake(): void {
    this.#list.wake();
    this.dial();
  }

  stop(): void {
    this.#stopped = true;
    this.#dialler.stop();
    this.#mirrors.stop();
    for (const peer of this.#peers) peer.connection.close();
    this.#peers.clear();
    this.#host.budget.leave(this);
  }

  /** Someone of less use, if there is one, leaves for a newcomer. */
  #makeRoomFor(newcomer: Endpoint): boolean {
    const now = this.#host.clock.now();
    const lowest = this.#lowest(now);
    const worse =
      lowest && this.#rank(lowest.connection.remote) < this.#rank(newcomer)
        ? lowest
        : undefined;
    const spare = idlePeer(this.#peers, now) ?? worse;
    if (spare) this.#part(spare);
    return spare !== undefined;
  }

  #lowest(now: number): RemotePeer | undefined {
    return lowestPeer(this.#peers, now, (peer) => this.#rank(peer.connection.remote));
  }

  #rank({ host, port }: Endpoint): number {
    const { budget, listenPort } = this.#host;
    const ip = parseIp(host);
    const own = ip && budget.own.of(ip.length);
    if (!ip) return 0;
    return peerPriority(
      { ip: own ?? new Uint8Array(ip.length), port: listenPort() ?? 0 },
      { ip, port },
    );
  }

  /** Closes in good order; nobody is dialled in its place yet. */
  #part(peer: RemotePeer): void {
    peer.connection.close();
    this.#gone(peer);
  }

  #acceptance(
    connection: () => PeerConnection,
    theirs: Handshake,
    dialled?: Candidate,
  ): Acceptance {
    const { identity, pieceCount, maxBitfield, clock } = this.#host;
    const version = agreedVersion(identity, theirs, dialled?.version);
    const peerId = toHex(theirs.peerId);
    if (peerId === this.#ourId) throw selfConnection();
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
          dialled,
          version === 'v2',
        );
        this.#peers.add(peer);
        const sink = this.#host.joined(peer);
        this.#tellNode(peer, theirs);
        return this.#withEnd(peer, sink);
      },
    };
  }

  #withEnd(peer: RemotePeer, sink: ReturnType<Joined>): PeerSink {
    return { ...sink, closed: (reason) => this.#closed(peer, reason) };
  }

  /** After the bitfield, which is to be the first message. */
  #tellNode(peer: RemotePeer, theirs: Handshake): void {
    const port = this.#host.identity.dht?.port;
    if (port === undefined || !hasDhtNode(theirs)) return;
    peer.connection.send({ kind: 'port', port });
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
    this.#gone(peer);
    if (reason instanceof ProtocolError) this.#host.dropped(peer.name, reason);
    this.#host.budget.freed();
    this.dial();
  }

  #gone(peer: RemotePeer): void {
    this.#peers.delete(peer);
    const endpoint = peer.dialled ?? peer.listens;
    if (endpoint) this.#list.ended(endpoint, this.#host.clock.now());
    this.#host.left(peer);
  }
}
