import type { Settings } from '../api/settings.ts';
import type { DhtState } from '../api/snapshot.ts';
import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { Dht, type SavedDht } from '../dht/dht.ts';
import { StoredItems } from '../dht/items/stored-items.ts';
import type { Timer } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { PeerSearchOptions, Dht as TorrentDht } from '../torrent/dht.ts';
import { Datagrams } from './datagrams.ts';
import { loadDht, saveDht } from './dht-record.ts';
import { findRouters, isLocalDht } from './dht-routers.ts';
import { reportError } from './torrent-row.ts';

export interface DhtServiceOptions {
  readonly ports: Pick<
    Ports,
    'clock' | 'random' | 'udp' | 'dns' | 'hasher' | 'signatures' | 'store' | 'log'
  >;
  /** Where peers reach us by TCP; undefined while they cannot. */
  listenPort(): number | undefined;
}

/** What of the settings concerns it. */
export type DhtSettings = Pick<Settings, 'dht' | 'dhtRouters'>;

/** Milliseconds between two times that the nodes known are written down. */
const SAVE_EVERY = 5 * 60_000;
/** Node addresses whose names are looked up for torrents at one time. */
const MOST_LOOKUPS = 16;

const FAMILIES = ['ipv4', 'ipv6'] as const;

/** A DHT under way, and what ends with it. */
interface Running {
  readonly dht: Dht;
  readonly aborter: AbortController;
  readonly routers: readonly string[];
}

/** Our nodes of the DHT: sockets, routers, what is kept from run to run. */
export class DhtService implements TorrentDht {
  readonly #options: DhtServiceOptions;
  readonly #datagrams: Datagrams;
  #running: Running | undefined;
  #wanted = false;
  /** Those who wait for it to be on. */
  readonly #waiting = new Set<() => void>();
  /** Counts open and close: who was overtaken while it waited, gives up. */
  #turn = 0;
  #saving: Timer | undefined;
  /** What was on record at the start. */
  #before: SavedDht = {};
  #lookups = 0;

  constructor(options: DhtServiceOptions) {
    this.#options = options;
    this.#datagrams = new Datagrams({
      udp: options.ports.udp,
      received: (data, from) => this.#running?.dht.receive(data, from),
    });
  }

  get port(): number | undefined {
    return this.#running && this.#datagrams.port;
  }

  /** The DHT itself; undefined while it is off. */
  get dht(): Dht | undefined {
    return this.#running?.dht;
  }

  get state(): DhtState {
    const { error } = this.#datagrams;
    const status = this.#running ? Object.values(this.#running.dht.status) : [];
    const good = status.reduce((sum, node) => sum + node.good, 0);
    return {
      state: this.#state(good),
      error: this.#wanted && !this.#running && error ? reportError(error) : null,
      nodes: status.reduce((sum, node) => sum + node.good + node.questionable, 0),
      networkSize: Math.max(0, ...status.map(({ networkSize }) => networkSize)),
      externalAddresses: status.flatMap(({ externalAddress }) => externalAddress ?? []),
      readOnly: status.length > 0 && status.every(({ readOnly }) => readOnly),
      downRate: Math.round(status.reduce((sum, { bytesIn }) => sum + bytesIn, 0)),
      upRate: Math.round(status.reduce((sum, { bytesOut }) => sum + bytesOut, 0)),
    };
  }

  /**
   * Begins anew as the settings say, on this port or, when it is taken, on another. Never
   * rejects.
   */
  async open({ dht, dhtRouters }: DhtSettings, port: number): Promise<void> {
    const turn = await this.#end();
    this.#wanted = dht;
    if (!dht) return;
    const saved = await loadDht(this.#options.ports.store, dhtRouters);
    this.#before = saved;
    await this.#datagrams.open(port);
    if (turn !== this.#turn) return;
    if (FAMILIES.every((family) => !this.#datagrams.has(family))) return;
    const running = this.#begin(dhtRouters);
    running.dht.start(saved);
    this.#saveLater();
    for (const go of [...this.#waiting]) go();
  }

  /** Ends; the nodes known are written down. Never rejects. */
  async close(): Promise<void> {
    this.#wanted = false;
    await this.#end();
  }

  /** A node that a torrent or a peer names; by its name, too. */
  add({ host, port }: Endpoint): void {
    const running = this.#running;
    if (!running) return;
    if (parseIp(host)) return running.dht.addNode({ host, port });
    if (this.#lookups >= MOST_LOOKUPS) return;
    this.#lookups++;
    const { dns } = this.#options.ports;
    dns
      .resolve(host, running.aborter.signal)
      .then((addresses) => {
        for (const address of addresses) running.dht.addNode({ host: address, port });
      })
      .catch(() => {})
      .finally(() => this.#lookups--);
  }

  async search(
    infoHash: Uint8Array,
    { seed, nodes, found, signal }: PeerSearchOptions,
  ): Promise<void> {
    for (;;) {
      const running = await this.#on(signal);
      if (!running) return;
      for (const node of nodes.map(parseEndpoint)) if (node) this.add(node);
      const port = this.#options.listenPort();
      await running.dht.peers(infoHash, {
        // Peers come to us over TCP alone, whatever the port our datagrams seem to come from.
        announce: port === undefined ? undefined : { port, impliedPort: false, seed },
        found,
        signal,
      });
      // Ended early it begins again, once the next one is on.
      if (signal.aborted || this.#running === running) return;
    }
  }

  /** Resolves once it is on; with undefined when the signal fires first. */
  async on(signal: AbortSignal): Promise<Dht | undefined> {
    return (await this.#on(signal))?.dht;
  }

  #state(good: number): DhtState['state'] {
    if (!this.#wanted) return 'off';
    if (!this.#running && this.#datagrams.error) return 'unavailable';
    return good > 0 ? 'on' : 'starting';
  }

  #begin(routers: readonly string[]): Running {
    const { ports } = this.#options;
    const aborter = new AbortController();
    const localNetwork = isLocalDht(routers);
    const dht = new Dht({
      ...ports,
      families: FAMILIES.filter((family) => this.#datagrams.has(family)),
      send: (bytes, to) => this.#datagrams.send(bytes, to),
      readOnly: localNetwork ? false : 'auto',
      localNetwork,
      items: new StoredItems(ports),
    });
    const running = { dht, aborter, routers };
    this.#running = running;
    void findRouters(
      routers,
      {
        ...ports,
        // Whoever is named by its address is a node like others: of a small DHT, the only one.
        node: (endpoint) => dht.addNode(endpoint),
        router: (endpoint) => dht.addRouter(endpoint),
      },
      aborter.signal,
    );
    return running;
  }

  /** Answers the turn of whoever ended it. */
  async #end(): Promise<number> {
    const turn = ++this.#turn;
    const running = this.#running;
    this.#running = undefined;
    this.#saving?.cancel();
    this.#datagrams.close();
    if (running) {
      running.aborter.abort();
      const saved = running.dht.nodesToSave();
      running.dht.stop();
      await this.#save(saved, running.routers);
    }
    return turn;
  }

  #saveLater(): void {
    this.#saving = this.#options.ports.clock.timer(SAVE_EVERY, () => {
      if (!this.#running) return;
      const { dht, routers } = this.#running;
      void this.#save(dht.nodesToSave(), routers);
      this.#saveLater();
    });
  }

  /** Where no node is good, those of before are kept: there may have been no network. */
  async #save(saved: SavedDht, routers: readonly string[]): Promise<void> {
    const { store, log } = this.#options.ports;
    const before = this.#before;
    const known = (family: AddressFamily) =>
      saved[family]?.nodes.length ? saved[family] : (before[family] ?? saved[family]);
    try {
      await saveDht(store, { ipv4: known('ipv4'), ipv6: known('ipv6') }, routers);
    } catch (error) {
      log.write('error', 'dht', `cannot keep the nodes of the DHT: ${error}`);
    }
  }

  /** Once it is on; undefined when the signal fires first. */
  async #on(signal: AbortSignal): Promise<Running | undefined> {
    while (!this.#running && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = () => {
          this.#waiting.delete(go);
          signal.removeEventListener('abort', go);
          resolve();
        };
        this.#waiting.add(go);
        signal.addEventListener('abort', go);
      });
    }
    return signal.aborted ? undefined : this.#running;
  }
}
