import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { RillError } from '../errors/rill-error.ts';
import { type InfoHashes, swarmIds, torrentId } from '../metainfo/info-hash.ts';
import type { Magnet } from '../metainfo/magnet.ts';
import { torrentFile } from '../metainfo/torrent-file.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Candidate } from '../peer/peer-list.ts';
import type { Timer } from '../ports/clock.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { idleTrackers, type NamedStatus } from './announcers.ts';
import { Discovery } from './discovery.ts';
import { fromExactSource, type TorrentAt } from './exact-source.ts';
import { Handover } from './handover.ts';
import type { Identity } from './identity.ts';
import { MetadataFetch } from './metadata-fetch.ts';
import type { Swarm } from './swarm.ts';
import type { TorrentContext } from './torrent-context.ts';

/** What this needs of its session. */
export type MagnetContext = Pick<
  TorrentContext,
  | ('ports' | 'trackers' | 'trackerKey' | 'peerId' | 'listenPort' | 'peerBudget')
  | ('dht' | 'pex' | 'lsd' | 'happened')
> & {
  readonly torrentAt: TorrentAt;
  /** The torrent file, as it was found or made of the info dict; the peers wait for it. */
  found(download: MagnetDownload, file: Uint8Array): void;
};

/** Milliseconds that peers have before the link's own address of the torrent is asked. */
const PEERS_FIRST = 10_000;

/** A torrent of which only a magnet link is known: until the info dict is here (BEP 9). */
export class MagnetDownload {
  /** As its torrent's, unless that turns out to have a v1 hash that the link lacks. */
  readonly id: string;
  /** All by which peers know it, as far as the link says. */
  readonly names: readonly string[];
  readonly magnet: Magnet;
  readonly addedAt: number;
  readonly #context: MagnetContext;
  /** Those of the link. */
  readonly #named: readonly Endpoint[];
  readonly #added: Endpoint[] = [];
  #search: Search | undefined;
  /** The trackers being told that we leave. */
  #farewell: Promise<void> = Promise.resolve();
  #met: readonly Candidate[] = [];

  constructor(context: MagnetContext, magnet: Magnet, addedAt: number) {
    this.#context = context;
    this.magnet = magnet;
    this.id = torrentId(magnet.hashes);
    this.names = swarmIds(magnet.hashes);
    this.addedAt = addedAt;
    this.#named = magnet.peers.map(parseEndpoint).filter((peer) => peer !== undefined);
  }

  get name(): string {
    return this.magnet.displayName ?? this.id;
  }

  /** Whether it looks for its torrent. */
  get running(): boolean {
    return this.#search !== undefined && !this.#search.over;
  }

  /** Its peers, while it runs. */
  get swarm(): Swarm | undefined {
    return this.#search?.fetch.swarm;
  }

  get trackerError(): RillError | undefined {
    return this.#search?.discovery.trackerError;
  }

  get hashes(): InfoHashes {
    return this.magnet.hashes;
  }

  /** Its trackers: a link has no tiers. */
  get tiers(): readonly (readonly string[])[] {
    return this.magnet.trackers.map((url) => [url]);
  }

  /** How it stands with each tracker. */
  get trackers(): NamedStatus[] {
    return this.#search?.discovery.trackers ?? idleTrackers(this.hashes, this.tiers);
  }

  /** Asks the trackers for peers, as soon as each allows it, while it looks. */
  announce(): void {
    this.#search?.discovery.announce();
  }

  /** Peers given: by the link, and beside it. */
  get peers(): readonly Endpoint[] {
    return [...this.#named, ...this.#added];
  }

  /** Those beside the link. */
  get addedPeers(): readonly Endpoint[] {
    return this.#added;
  }

  /** Found by the search, or by the last one: the torrent need not look for them again. */
  get met(): readonly Candidate[] {
    return this.#search?.fetch.swarm.candidates ?? this.#met;
  }

  addPeers(peers: readonly Endpoint[]): void {
    this.#added.push(...peers);
    this.#search?.fetch.addPeers(peers, 'manual');
  }

  /** What to answer a peer that dialled us. Throws ProtocolError when it is not wanted. */
  accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    if (!this.#search) throw new ProtocolError('wrong-info-hash', 'this link is paused');
    return this.#search.fetch.swarm.accept(connection, theirs);
  }

  /** We listen on another port: everyone is told. */
  moved(): void {
    this.#search?.discovery.moved();
  }

  resume(): void {
    if (this.#search) return;
    const { ports, peerId, listenPort, peerBudget, dht, pex } = this.#context;
    const { magnet } = this;
    const { clock, log } = ports;
    const identity: Identity = { hashes: magnet.hashes, peerId, dht };
    const fetch = new MetadataFetch({
      ...ports,
      identity,
      // Nobody knows yet whether it is private.
      isPrivate: false,
      budget: peerBudget,
      listenPort,
      pex,
      dropped: (peer, reason) =>
        log.write('info', 'peer', `${peer} dropped: ${reason.message}`),
      found: (info) => this.#found(torrentFile(info, magnet)),
    });
    const discovery = new Discovery({
      context: this.#context,
      swarm: fetch.swarm,
      isPrivate: false,
      happened: (event) => this.#context.happened(this.id, event),
      // A link names no order, and every tracker may be the one that knows a peer.
      reach: () => 'every-tracker',
      tiers: this.tiers,
      nodes: magnet.nodes,
      identity,
      // Not known yet; some trackers give a peer with nothing left only leechers.
      totals: () => ({ uploaded: 0, downloaded: 0, left: UNKNOWN_SIZE }),
      partialSeed: () => false,
      seed: () => false,
      needsPeers: () => fetch.swarm.peers.size === 0,
      found: (peers, source, version) => fetch.addPeers(peers, source, version),
    });
    const aborter = new AbortController();
    const timer = clock.timer(PEERS_FIRST, () => void this.#askSources(aborter.signal));
    this.#search = { fetch, discovery, aborter, timer, over: false };
    fetch.addPeers(this.#named, 'magnet');
    fetch.addPeers(this.#added, 'manual');
    discovery.start(this.#farewell);
  }

  /** Resolves once the trackers were told, or three seconds are over. Never rejects. */
  async pause(): Promise<void> {
    this.#farewell = this.#end()?.stop() ?? this.#farewell;
    await this.#farewell;
  }

  /** Ends; its torrent goes on from here. undefined when nothing was under way. */
  handOver(): Handover | undefined {
    const search = this.#take();
    if (!search) return undefined;
    search.fetch.finish();
    return new Handover(search.fetch, search.discovery, this.hashes);
  }

  /** Ends, because another goes on from here. */
  giveWay(): void {
    // The tracker hears of the same peer again at once, from that one: not "stopped".
    this.#end()?.abandon();
  }

  /** Whom the trackers know of us by is left to the caller. */
  #end(): Discovery | undefined {
    const search = this.#take();
    if (search) this.#met = search.fetch.swarm.candidates;
    search?.fetch.stop();
    return search?.discovery;
  }

  #take(): Search | undefined {
    const search = this.#search;
    this.#search = undefined;
    search?.timer.cancel();
    search?.aborter.abort();
    return search;
  }

  async #askSources(signal: AbortSignal): Promise<void> {
    const { ports, torrentAt } = this.#context;
    const { exactSources, hashes } = this.magnet;
    const { hasher } = ports;
    const file = await fromExactSource(exactSources, hashes, hasher, torrentAt, signal);
    if (file && !signal.aborted) this.#found(file);
  }

  #found(file: Uint8Array): void {
    const search = this.#search!;
    search.timer.cancel();
    search.aborter.abort();
    search.fetch.finish();
    search.over = true;
    this.#context.found(this, file);
  }
}

/** What is under way while a link looks for its torrent. */
interface Search {
  readonly fetch: MetadataFetch;
  readonly discovery: Discovery;
  /** Of the request to the link's own addresses, which begins with the timer. */
  readonly aborter: AbortController;
  readonly timer: Timer;
  /** The torrent is known; the rest waits for it. */
  over: boolean;
}

/** Bytes. */
const UNKNOWN_SIZE = 16384;
