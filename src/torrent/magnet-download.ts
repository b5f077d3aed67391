import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import type { RillError } from '../errors/rill-error.ts';
import { swarmIds, torrentId } from '../metainfo/info-hash.ts';
import type { Magnet } from '../metainfo/magnet.ts';
import { Announcers } from './announcers.ts';
import type { Identity } from './identity.ts';
import { MetadataFetch } from './metadata-fetch.ts';
import type { TorrentContext } from './torrent.ts';

/** What this needs of its session. */
export type MagnetContext = Pick<
  TorrentContext,
  'ports' | 'http' | 'peerId' | 'listenPort'
> & {
  /** The info dict. The download of it is over. */
  found(download: MagnetDownload, info: Uint8Array): void;
};

/** A torrent of which only a magnet link is known: until the info dict is here (BEP 9). */
export class MagnetDownload {
  /** As its torrent's, unless that turns out to have a v1 hash that the link lacks. */
  readonly id: string;
  /** All by which peers know it, as far as the link says. */
  readonly names: readonly string[];
  readonly magnet: Magnet;
  readonly addedAt: number;
  readonly #context: MagnetContext;
  readonly #peers: Endpoint[];
  #fetch: MetadataFetch | undefined;
  #announcers: Announcers | undefined;

  constructor(context: MagnetContext, magnet: Magnet, addedAt: number) {
    this.#context = context;
    this.magnet = magnet;
    this.id = torrentId(magnet.hashes);
    this.names = swarmIds(magnet.hashes);
    this.addedAt = addedAt;
    this.#peers = magnet.peers.map(parseEndpoint).filter((peer) => peer !== undefined);
  }

  get name(): string {
    return this.magnet.displayName ?? this.id;
  }

  get running(): boolean {
    return this.#fetch !== undefined;
  }

  get peerCount(): number {
    return this.#fetch?.swarm.peers.size ?? 0;
  }

  get trackerError(): RillError | undefined {
    return this.#announcers?.error;
  }

  /** Peers given, those of the link among them. */
  get peers(): readonly Endpoint[] {
    return this.#peers;
  }

  addPeers(peers: readonly Endpoint[]): void {
    this.#peers.push(...peers);
    this.#fetch?.addPeers(peers);
  }

  resume(): void {
    if (this.#fetch) return;
    const { ports, peerId, http, listenPort } = this.#context;
    const identity: Identity = { hashes: this.magnet.hashes, peerId };
    const fetch = new MetadataFetch({
      clock: ports.clock,
      tcp: ports.tcp,
      hasher: ports.hasher,
      identity,
      dropped: (peer, reason) =>
        ports.log.write('info', 'peer', `${peer} dropped: ${reason.message}`),
      found: (info) => this.#found(info),
    });
    this.#fetch = fetch;
    this.#announcers = new Announcers({
      clock: ports.clock,
      random: ports.random,
      http,
      tiers: this.magnet.trackers.map((url) => [url]),
      identity,
      port: () => listenPort() ?? 0,
      // Not known yet; some trackers give a peer with nothing left only leechers.
      totals: () => ({ uploaded: 0, downloaded: 0, left: UNKNOWN_SIZE }),
      found: (peers, version) => fetch.addPeers(peers, version),
    });
    fetch.addPeers(this.#peers);
    this.#announcers.start();
  }

  /** Resolves once the trackers were told, or three seconds are over. */
  async pause(): Promise<void> {
    this.#fetch?.stop();
    this.#fetch = undefined;
    const announcers = this.#announcers;
    this.#announcers = undefined;
    await announcers?.stop();
  }

  /** Ends, because the torrent itself goes on from here. */
  giveWay(): void {
    this.#fetch?.stop();
    this.#fetch = undefined;
    // The tracker hears of the same peer again at once, from the torrent: not "stopped".
    this.#announcers?.abandon();
    this.#announcers = undefined;
  }

  #found(info: Uint8Array): void {
    this.giveWay();
    this.#context.found(this, info);
  }
}

/** Bytes. */
const UNKNOWN_SIZE = 16384;
