import type { Endpoint } from '../bytes/endpoint.ts';
import type { RillError } from '../errors/rill-error.ts';
import type { SwarmVersion } from '../metainfo/info-hash.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import { Announcers, type AnnouncersOptions } from './announcers.ts';
import type { TorrentContext } from './torrent-context.ts';

/** What those who find peers need of a torrent, or of a magnet link. */
export interface DiscoveryHost
  extends Pick<AnnouncersOptions, 'identity' | 'tiers' | 'totals' | 'partialSeed'> {
  readonly context: Pick<TorrentContext, 'ports' | 'http' | 'listenPort'>;
  /** `version`: the swarm they are in. */
  found(peers: readonly Endpoint[], source: PeerSource, version: SwarmVersion): void;
}

/** All ways of finding peers for one torrent that peers themselves have no part in. */
export class Discovery {
  readonly #trackers: Announcers;

  constructor({ context, found, ...host }: DiscoveryHost) {
    const { clock, random } = context.ports;
    this.#trackers = new Announcers({
      ...host,
      clock,
      random,
      http: context.http,
      port: () => context.listenPort() ?? 0,
      found: (peers, version) => found(peers, 'tracker', version),
    });
  }

  /** What keeps the trackers from answering; undefined when one does, or none is asked. */
  get trackerError(): RillError | undefined {
    return this.#trackers.error;
  }

  start(): void {
    this.#trackers.start();
  }

  /** The download is complete. */
  completed(): void {
    this.#trackers.completed();
  }

  /** These trackers from now on, by tier (BEP 12). */
  announceTo(tiers: AnnouncersOptions['tiers']): void {
    this.#trackers.announceTo(tiers);
  }

  /** Ends without a word: somebody else goes on as the same peer. */
  abandon(): void {
    this.#trackers.abandon();
  }

  /** Ends. Resolves once the trackers were told, or three seconds are over. Never rejects. */
  stop(): Promise<void> {
    return this.#trackers.stop();
  }
}
