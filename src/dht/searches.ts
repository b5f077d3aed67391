import { type AddressFamily, parseCompact } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import type { KrpcRequest, KrpcResponse } from '../protocol/krpc/message.ts';
import { BloomFilter } from './bloom-filter.ts';
import type { DhtItem } from './item-store.ts';
import type { Lookup, LookupReport } from './lookup.ts';
import type { LookupHost, LookupQueue } from './lookup-queue.ts';
import { Placement, type PlacementReport } from './placement.ts';

export interface PeersOptions {
  /** Tells the closest nodes that we have it, too. */
  readonly announce?: AnnounceOptions | undefined;
  /** Called with each answer that has peers; the same peer may come again and again. */
  found(peers: readonly Endpoint[], from: Endpoint): void;
  readonly signal?: AbortSignal | undefined;
}

export interface AnnounceOptions {
  /** Where we take connections. */
  readonly port: number;
  /** The port that our datagrams come from counts instead: behind a NAT, with uTP. */
  readonly impliedPort: boolean;
  /** BEP 33. */
  readonly seed: boolean;
}

export interface GetOptions {
  /** BEP 44: only a newer version of a mutable item is wanted. */
  readonly seq?: number | bigint | undefined;
  /**
   * Called with each item that came, in memory of its own; nothing of it was verified. True:
   * no more is needed.
   */
  found(item: DhtItem, from: Endpoint): boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface PutOptions {
  /** BEP 44: the sequence number that must be the present one. */
  readonly cas?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type PlacedReport = LookupReport & PlacementReport;

/** BEP 33: about how many there are. */
export interface ScrapeReport extends LookupReport {
  readonly seeds: number;
  readonly peers: number;
}

/** Peers of one answer. */
const MOST_PEERS = 200;

/** What is looked for in the DHT, and left there. */
export class Searches {
  readonly #family: AddressFamily;
  readonly #queue: LookupQueue;
  readonly #host: LookupHost;

  constructor(family: AddressFamily, queue: LookupQueue, host: LookupHost) {
    this.#family = family;
    this.#queue = queue;
    this.#host = host;
  }

  async peers(
    target: Uint8Array,
    want: readonly AddressFamily[] | undefined,
    { announce, found, signal }: PeersOptions,
  ): Promise<PlacedReport> {
    const lookup = await this.#queue.run({
      target,
      request: { method: 'get_peers', target, want, scrape: false, noSeed: false },
      heard: (response, from) => {
        const packed = this.#family === 'ipv4' ? response.peers : response.peers6;
        const peers = packed ? parseCompact(packed, this.#family, MOST_PEERS) : [];
        if (peers.length > 0) found(peers, from);
        return false;
      },
      signal,
    });
    if (!announce) return { ...lookup.report, taken: 0, refusals: [] };
    return this.#place(lookup, signal, (token) => {
      return { method: 'announce_peer', target, token, ...announce };
    });
  }

  async get(
    target: Uint8Array,
    { seq, found, signal }: GetOptions,
  ): Promise<LookupReport> {
    const lookup = await this.#queue.run({
      target,
      request: { method: 'get', target, seq },
      heard: (response, from) => {
        const item = itemOf(response);
        return item !== undefined && found(item, from);
      },
      signal,
    });
    return lookup.report;
  }

  async put(
    target: Uint8Array,
    item: DhtItem,
    { cas, signal }: PutOptions,
  ): Promise<PlacedReport> {
    const lookup = await this.#queue.run({
      target,
      request: { method: 'get', target },
      heard: () => false,
      signal,
    });
    const { value, key, signature, seq, salt } = item;
    return this.#place(lookup, signal, (token) => {
      return { method: 'put', token, value, key, signature, seq, salt, cas };
    });
  }

  async scrape(target: Uint8Array, signal?: AbortSignal): Promise<ScrapeReport> {
    const seeds = BloomFilter.empty();
    const peers = BloomFilter.empty();
    const lookup = await this.#queue.run({
      target,
      request: { method: 'get_peers', target, scrape: true, noSeed: false },
      heard: (response) => {
        merge(seeds, response.seedFilter);
        merge(peers, response.peerFilter);
        return false;
      },
      signal,
    });
    const [seedCount, peerCount] = [seeds, peers].map((it) => Math.round(it.estimate()));
    return { ...lookup.report, seeds: seedCount!, peers: peerCount! };
  }

  /** Tells the closest nodes, each with the token that it gave. */
  #place(
    lookup: Lookup,
    signal: AbortSignal | undefined,
    request: (token: Uint8Array) => KrpcRequest,
  ): Promise<PlacedReport> {
    const { report, closest } = lookup;
    return new Promise((resolve) => {
      const placement = new Placement((placed) => resolve({ ...report, ...placed }));
      for (const { address, id, token } of signal?.aborted ? [] : closest) {
        if (!token) continue;
        if (this.#host.ask(address, id, request(token), placement)) placement.sends();
      }
      placement.sent();
    });
  }
}

function itemOf({ value, key, signature, seq }: KrpcResponse): DhtItem | undefined {
  if (!value) return undefined;
  return {
    value: value.slice(),
    ...(key && { key: key.slice() }),
    ...(signature && { signature: signature.slice() }),
    ...(seq !== undefined && { seq }),
  };
}

function merge(into: BloomFilter, bytes: Uint8Array | undefined): void {
  const filter = bytes && BloomFilter.from(bytes);
  if (filter) into.merge(filter);
}
