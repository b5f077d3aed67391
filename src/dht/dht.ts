import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { DhtNode } from './dht-node.ts';
import type { DhtNodeOptions, DhtNodeStatus, DhtSibling } from './dht-node-options.ts';
import type { DhtItem } from './item-store.ts';
import type { LookupReport } from './lookup.ts';
import type { SavedNodes } from './saved-nodes.ts';
import type {
  GetOptions,
  PeersOptions,
  PlacedReport,
  PutOptions,
  ScrapeReport,
} from './searches.ts';
import type { PingReport, SampleReport } from './single-queries.ts';

export interface DhtOptions extends Omit<DhtNodeOptions, 'family' | 'sibling' | 'id'> {
  /** Those that there are sockets of. */
  readonly families: readonly AddressFamily[];
}

/** By family; plain data. */
export type SavedDht = { readonly [family in AddressFamily]?: SavedNodes | undefined };
export type DhtStatus = { readonly [family in AddressFamily]?: DhtNodeStatus };

const MAPPED = '::ffff:';

/**
 * The DHT as the rest of the engine sees it: a node for each family (BEP 32), side by side.
 * Endpoints have address literals, and go to the node of their family.
 */
export class Dht {
  readonly #nodes = new Map<AddressFamily, DhtNode>();

  constructor(options: DhtOptions) {
    const { families, ...rest } = options;
    for (const family of families) {
      const sibling = this.#siblingOf(family);
      this.#nodes.set(family, new DhtNode({ ...rest, family, sibling }));
    }
  }

  get status(): DhtStatus {
    return this.#each((node) => node.status);
  }

  start(saved: SavedDht = {}): void {
    for (const [family, node] of this.#nodes) node.start(saved[family]);
  }

  /** Every search resolves with what it has, every ping rejects. */
  stop(): void {
    for (const node of this.#nodes.values()) node.stop();
  }

  /** A datagram came to the socket of either family; read during this call only. */
  receive(bytes: Uint8Array, from: Endpoint): void {
    // A socket of both families dresses addresses of IPv4 as those of IPv6.
    const isMapped = from.host.startsWith(MAPPED) && from.host.includes('.');
    const sender = isMapped ? { ...from, host: from.host.slice(MAPPED.length) } : from;
    this.#nodeFor(sender)?.receive(bytes, sender);
  }

  /** See DhtNode. */
  addNode(endpoint: Endpoint): void {
    this.#nodeFor(endpoint)?.addNode(endpoint);
  }

  /** See DhtNode. */
  addRouter(endpoint: Endpoint): void {
    this.#nodeFor(endpoint)?.addRouter(endpoint);
  }

  /** Rejects with NetworkError 'timed-out', 'unreachable' or 'aborted', or ProtocolError. */
  async ping(endpoint: Endpoint, signal?: AbortSignal): Promise<PingReport> {
    return this.#nodeOrAny(endpoint).ping(endpoint, signal);
  }

  /** BEP 51. Rejects as ping does. */
  async sample(
    endpoint: Endpoint,
    target: Uint8Array,
    signal?: AbortSignal,
  ): Promise<SampleReport> {
    return this.#nodeOrAny(endpoint).sample(endpoint, target, signal);
  }

  /**
   * Looks for peers in both, and announces where that is asked for. Waits while a node knows no
   * other. Never rejects: aborted, or when all stops, it resolves with what there is.
   */
  async peers(infoHash: Uint8Array, options: PeersOptions): Promise<PlacedReport> {
    return placed(
      await this.#all(options.signal, (node, signal) =>
        node.peers(infoHash, { ...options, signal }),
      ),
    );
  }

  /** About how many seeds and peers there are (BEP 33). As `peers` otherwise. */
  async scrape(infoHash: Uint8Array, signal?: AbortSignal): Promise<ScrapeReport> {
    const reports = await this.#all(signal, (node, own) => node.scrape(infoHash, own));
    const seeds = sum(reports.map((report) => report.seeds));
    return { ...joined(reports), seeds, peers: sum(reports.map(({ peers }) => peers)) };
  }

  /** Looks for an item (BEP 44). As `peers` otherwise. */
  async get(target: Uint8Array, options: GetOptions): Promise<LookupReport> {
    return joined(
      await this.#all(options.signal, (node, signal) =>
        node.get(target, { ...options, signal }),
      ),
    );
  }

  /** Puts an item with the nodes closest to its target. As `peers` otherwise. */
  async put(
    target: Uint8Array,
    item: DhtItem,
    options: PutOptions = {},
  ): Promise<PlacedReport> {
    return placed(
      await this.#all(options.signal, (node, signal) =>
        node.put(target, item, { ...options, signal }),
      ),
    );
  }

  /** For `start` of the next run. */
  nodesToSave(): SavedDht {
    return this.#each((node) => node.nodesToSave());
  }

  #each<T>(read: (node: DhtNode) => T): { [family in AddressFamily]?: T } {
    return Object.fromEntries(
      [...this.#nodes].map(([family, node]) => [family, read(node)]),
    );
  }

  /**
   * Runs a search in each. Once one is over, those end that know no node yet: there may be no
   * network of that family at all.
   */
  async #all<T>(
    signal: AbortSignal | undefined,
    run: (node: DhtNode, signal: AbortSignal) => Promise<T>,
  ): Promise<T[]> {
    const nodes = [...this.#nodes.values()];
    const aborters = new Map(nodes.map((node) => [node, new AbortController()]));
    const abort = () => {
      for (const aborter of aborters.values()) aborter.abort();
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    const runs = nodes.map(async (node) => {
      const result = await run(node, aborters.get(node)!.signal);
      for (const [other, aborter] of aborters) if (!other.isReady) aborter.abort();
      return result;
    });
    const results = await Promise.all(runs);
    signal?.removeEventListener('abort', abort);
    return results;
  }

  #nodeFor({ host }: Endpoint): DhtNode | undefined {
    return this.#nodes.get(host.includes(':') ? 'ipv6' : 'ipv4');
  }

  /** Without one of that family another refuses it, with the right error. */
  #nodeOrAny(endpoint: Endpoint): DhtNode {
    return this.#nodeFor(endpoint) ?? [...this.#nodes.values()][0]!;
  }

  /** The other node, which may not be there yet, or never. */
  #siblingOf(family: AddressFamily): DhtSibling {
    const other = () => this.#nodes.get(family === 'ipv4' ? 'ipv6' : 'ipv4')?.asSibling;
    return {
      nodesNear: (target) => other()?.nodesNear(target),
      get isPoor() {
        return other()?.isPoor ?? false;
      },
      told: (nodes) => other()?.told(nodes),
    };
  }
}

function joined(reports: readonly LookupReport[]): LookupReport {
  return {
    rounds: Math.max(0, ...reports.map(({ rounds }) => rounds)),
    asked: sum(reports.map(({ asked }) => asked)),
    answered: sum(reports.map(({ answered }) => answered)),
    closest: reports.flatMap(({ closest }) => closest),
  };
}

function placed(reports: readonly PlacedReport[]): PlacedReport {
  return {
    ...joined(reports),
    taken: sum(reports.map(({ taken }) => taken)),
    refusals: reports.flatMap(({ refusals }) => refusals),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
