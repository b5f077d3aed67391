import type { Endpoint } from '../bytes/endpoint.ts';
import { formatIp } from '../bytes/ip-address.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import { isUnicastAddress } from '../bytes/unicast-address.ts';
import type { RillError } from '../errors/rill-error.ts';
import { type SwarmVersion, swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import { Announcers, type AnnouncersOptions, type NamedStatus } from './announcers.ts';
import { DhtAnnouncer, type DhtAnnouncerStatus } from './dht-announcer.ts';
import type { Swarm } from './swarm.ts';
import type { TorrentContext } from './torrent-context.ts';
import type { TorrentEvent } from './torrent-event.ts';

/** What those who find peers need of a torrent, or of a magnet link. */
export interface DiscoveryHost
  extends Pick<
    AnnouncersOptions,
    'identity' | 'tiers' | 'isPrivate' | 'reach' | 'totals' | 'partialSeed' | 'seed'
  > {
  readonly context: Pick<
    TorrentContext,
    'ports' | 'trackers' | 'trackerKey' | 'listenPort' | 'peerBudget' | 'dht' | 'lsd'
  >;
  readonly swarm: Pick<Swarm, 'connected' | 'dialling'>;
  /** Of the DHT, that the torrent names, "host:port" (BEP 5). */
  readonly nodes: readonly string[];
  /** Whether the torrent stands still for want of peers. */
  needsPeers(): boolean;
  /** For the record. */
  happened(event: TorrentEvent): void;
  /** `version`: the swarm they are in. */
  found(peers: readonly Endpoint[], source: PeerSource, version: SwarmVersion): void;
}

/** Told where nobody can reach us: many trackers give whoever says 0 no peers at all. */
const NO_PORT = 1;

/** All ways of finding peers for one torrent that peers themselves have no part in. */
export class Discovery {
  readonly #trackers: Announcers;
  /** undefined for a private torrent (BEP 27). */
  readonly #dht: DhtAnnouncer | undefined;
  #host: DiscoveryHost;
  /** What ends each search in the local network. */
  readonly #local: (() => void)[] = [];

  constructor(host: DiscoveryHost) {
    this.#host = host;
    const { context, swarm } = host;
    const { clock, random } = context.ports;
    const { peerBudget } = context;
    // It may go on for another host.
    const now = {
      reach: () => this.#host.reach(),
      totals: () => this.#host.totals(),
      seed: () => this.#host.seed(),
      partialSeed: () => this.#host.partialSeed(),
      needsPeers: () => this.#host.needsPeers(),
      isOurs: (peer: Endpoint) => peerBudget.own.isAt(peer, context.listenPort()),
    };
    this.#trackers = new Announcers({
      ...host,
      ...now,
      clock,
      random,
      client: context.trackers,
      key: context.trackerKey,
      port: () => context.listenPort() ?? NO_PORT,
      room: () => peerBudget.limits.perTorrent - swarm.connected - swarm.dialling,
      found: (peers, version) => this.#host.found(peers, 'tracker', version),
      heard: (tracker, error) => this.#host.happened({ kind: 'tracker', tracker, error }),
      seenAs: (ip, tracker) => {
        const address = formatIp(ip);
        if (!isUnicastAddress(address) || isLocalAddress(address)) return;
        peerBudget.own.said(tracker, ip);
      },
    });
    if (host.isPrivate) return;
    this.#dht = new DhtAnnouncer({
      ...host,
      ...now,
      clock,
      random,
      dht: context.dht,
      found: (peers, version) => this.#host.found(peers, 'dht', version),
    });
  }

  /** What keeps the trackers from answering; undefined when one does, or none is asked. */
  get trackerError(): RillError | undefined {
    return this.#trackers.error;
  }

  /** How it stands with each tracker. */
  get trackers(): NamedStatus[] {
    return this.#trackers.statuses;
  }

  /** undefined for a private torrent. */
  get dht(): DhtAnnouncerStatus | undefined {
    return this.#dht?.status;
  }

  /** `farewell`: the trackers being told of an earlier end. Never rejects. */
  start(farewell: Promise<unknown>): void {
    this.#trackers.start(farewell);
    this.#dht?.announce();
    this.#searchLocally();
  }

  /** Goes on for another, of the same names and with the same swarm. */
  turnTo(host: DiscoveryHost): void {
    const { tiers } = this.#host;
    this.#host = host;
    if (JSON.stringify(tiers) !== JSON.stringify(host.tiers)) this.announceTo(host.tiers);
  }

  /** The download is complete. */
  completed(): void {
    this.#trackers.completed();
    this.#dht?.announce();
  }

  /** A person wants more peers: everyone is asked as soon as they allow it. */
  announce(): void {
    this.#trackers.announce();
    this.#dht?.announce();
  }

  /** We listen on another port: everyone is told. */
  moved(): void {
    this.#trackers.moved();
    this.#dht?.announce();
  }

  /** These trackers from now on, by tier (BEP 12). */
  announceTo(tiers: AnnouncersOptions['tiers']): void {
    this.#trackers.announceTo(tiers);
  }

  /** Ends without a word: somebody else goes on as the same peer. */
  abandon(): void {
    this.#dht?.stop();
    this.#endLocalSearch();
    this.#trackers.abandon();
  }

  /** Ends. Resolves once the trackers were told, or three seconds are over. Never rejects. */
  stop(): Promise<void> {
    this.#dht?.stop();
    this.#endLocalSearch();
    return this.#trackers.stop();
  }

  /** A private torrent is not to be announced there (BEP 27). */
  #searchLocally(): void {
    const { context, identity, isPrivate } = this.#host;
    if (isPrivate) return;
    for (const version of swarmVersions(identity.hashes)) {
      const name = swarmName(identity.hashes, version)!;
      this.#local.push(
        context.lsd.add(name, (peer) => this.#host.found([peer], 'lsd', version)),
      );
    }
  }

  #endLocalSearch(): void {
    for (const end of this.#local.splice(0)) end();
  }
}
