import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import type { RillError } from '../errors/rill-error.ts';
import type { Magnet } from '../metainfo/magnet.ts';
import { torrentFile } from '../metainfo/torrent-file.ts';
import { Announcer } from '../tracker/announcer.ts';
import { MetadataFetch } from './metadata-fetch.ts';
import { ourHandshake } from './our-handshake.ts';
import type { TorrentContext } from './torrent.ts';

/** What this needs of its session. */
export type MagnetContext = Pick<
  TorrentContext,
  'ports' | 'http' | 'peerId' | 'listenPort'
> & {
  /** The torrent file, made of the info dict and the link. The download of it is over. */
  found(download: MagnetDownload, file: Uint8Array): void;
};

/** A torrent of which only a magnet link is known: until the info dict is here (BEP 9). */
export class MagnetDownload {
  /** Info hash as hex. */
  readonly id: string;
  readonly magnet: Magnet;
  readonly addedAt: number;
  readonly #context: MagnetContext;
  readonly #peers: Endpoint[];
  #fetch: MetadataFetch | undefined;
  #announcer: Announcer | undefined;

  constructor(context: MagnetContext, magnet: Magnet, addedAt: number) {
    this.#context = context;
    this.magnet = magnet;
    this.id = toHex(magnet.infoHash);
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
    return this.#announcer?.error;
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
    const fetch = new MetadataFetch({
      clock: ports.clock,
      tcp: ports.tcp,
      hasher: ports.hasher,
      handshake: ourHandshake(this.magnet.infoHash, peerId),
      dropped: (peer, reason) =>
        ports.log.write('info', 'peer', `${peer} dropped: ${reason.message}`),
      found: (info) => this.#found(info),
    });
    this.#fetch = fetch;
    this.#announcer = new Announcer({
      clock: ports.clock,
      random: ports.random,
      http,
      tiers: this.magnet.trackers.map((url) => [url]),
      infoHash: this.magnet.infoHash,
      peerId,
      port: () => listenPort() ?? 0,
      // Not known yet; some trackers give a peer with nothing left only leechers.
      totals: () => ({ uploaded: 0, downloaded: 0, left: UNKNOWN_SIZE }),
      found: (peers) => fetch.addPeers(peers),
    });
    fetch.addPeers(this.#peers);
    this.#announcer.start();
  }

  /** Resolves once the trackers were told, or three seconds are over. */
  async pause(): Promise<void> {
    this.#fetch?.stop();
    this.#fetch = undefined;
    const announcer = this.#announcer;
    this.#announcer = undefined;
    await announcer?.stop();
  }

  #found(info: Uint8Array): void {
    // The tracker hears of the same peer again at once, from the torrent: not "stopped".
    this.#fetch = undefined;
    this.#announcer?.abandon();
    this.#announcer = undefined;
    this.#context.found(this, torrentFile(info, this.magnet));
  }
}

/** Bytes. */
const UNKNOWN_SIZE = 16384;
