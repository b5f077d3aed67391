import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { sha1 } from '../bytes/sha1.ts';
import type {
  AnnounceRequest,
  KrpcError,
  KrpcQuery,
  KrpcResponse,
  PutRequest,
} from '../protocol/krpc/message.ts';
import { BloomFilter } from './bloom-filter.ts';
import { HashSample } from './hash-sample.ts';
import type { DhtItem, ItemStore } from './item-store.ts';
import { ipOf } from './node-address.ts';
import type { PeerStore } from './peer-store.ts';
import type { RoutingTable } from './routing-table.ts';
import type { Tokens } from './tokens.ts';

/**
 * What we answer to whom:
 *
 *   - nodes that answered us lately, and never ourselves; those of the other family where they
 *     are wanted (BEP 32)
 *   - of peers and info hashes a sample by chance, as many as fit: an answer has at most 1,400
 *     bytes, and goes unbroken through any network; to an address that has proven nothing, and
 *     may be forged, at most 6 times the bytes of its query (items and filters aside, which
 *     BEP 44 and 33 give a size of their own)
 *   - an announce or put only with a token that went to its address
 */
export interface ResponderOptions {
  readonly family: AddressFamily;
  readonly table: RoutingTable;
  readonly peers: PeerStore;
  readonly tokens: Tokens;
  /** None: `put` is unknown here, and `get` finds nothing. */
  readonly items: ItemStore | undefined;
  /** Nodes of the other family that are close to the target, if there is such a table. */
  others(target: Uint8Array): Uint8Array | undefined;
}

/** Who asks. */
export interface Asker {
  /** 6 or 18 bytes. */
  readonly address: Uint8Array;
  /** Whether it answered a query of ours before, so that its address is no forgery. */
  readonly isProven: boolean;
  /** Bytes of its query. */
  readonly length: number;
}

export type Answer = KrpcResponse | KrpcError;

interface Towards {
  readonly target: Uint8Array;
  readonly want?: readonly AddressFamily[] | undefined;
}

const LARGEST = 1400;
const MULTIPLE = 6;
/** Bytes of an answer besides nodes, peers and samples, at most. */
const ENVELOPE = 130;
/** Bytes of a peer in "values", its length included. */
const VALUE_LENGTH = { ipv4: 8, ipv6: 21 } as const;

export class Responder {
  readonly #options: ResponderOptions;
  readonly #sample: HashSample;

  constructor(options: ResponderOptions) {
    this.#options = options;
    this.#sample = new HashSample(options.peers);
  }

  answer(query: KrpcQuery, asker: Asker, now: number): Answer | Promise<Answer> {
    switch (query.method) {
      case 'ping':
        return this.#reply(query, asker, {});
      case 'find_node':
        return this.#reply(query, asker, this.#nodes(query));
      case 'get_peers':
        return this.#peers(query, asker, now);
      case 'sample_infohashes':
        return this.#samples(query, asker, now);
      case 'get':
        return this.#item(query, asker, now);
      case 'announce_peer':
        return this.#announce(query, asker, now);
      case 'put':
        return this.#put(query, asker, now);
    }
  }

  #reply(
    { transaction }: KrpcQuery,
    { address }: Asker,
    fields: Partial<KrpcResponse>,
  ): KrpcResponse {
    const { id } = this.#options.table;
    return { ...fields, kind: 'response', transaction, id, address };
  }

  #nodes({ target, want }: Towards): Partial<KrpcResponse> {
    const { family, table, others } = this.#options;
    const other = family === 'ipv4' ? 'ipv6' : 'ipv4';
    const wanted = want ?? [family];
    const own = wanted.includes(family) ? table.nodesNear(target) : undefined;
    const foreign = wanted.includes(other) ? others(target) : undefined;
    return family === 'ipv4'
      ? { nodes: own, nodes6: foreign }
      : { nodes: foreign, nodes6: own };
  }

  #peers(
    query: KrpcQuery & { method: 'get_peers' },
    asker: Asker,
    now: number,
  ): KrpcResponse {
    const { family, peers, tokens } = this.#options;
    const nodes = this.#nodes(query);
    const room = Math.floor(roomBeside(nodes, asker) / VALUE_LENGTH[family]);
    const found = query.scrape
      ? undefined
      : peers.sample(query.target, Math.max(room, 0), !query.noSeed, now);
    return this.#reply(query, asker, {
      ...nodes,
      ...(query.scrape && this.#filters(query.target, now)),
      ...(found && (family === 'ipv4' ? { peers: found } : { peers6: found })),
      token: tokens.make(ipOf(asker.address), now),
    });
  }

  /** BEP 33. */
  #filters(hash: Uint8Array, now: number): Partial<KrpcResponse> {
    const seeds = BloomFilter.empty();
    const peers = BloomFilter.empty();
    let count = 0;
    this.#options.peers.visit(hash, now, (ip, isSeed) => {
      (isSeed ? seeds : peers).insert(sha1(ip));
      count++;
    });
    return count === 0 ? {} : { seedFilter: seeds.bytes, peerFilter: peers.bytes };
  }

  #samples(
    query: KrpcQuery & { method: 'sample_infohashes' },
    asker: Asker,
    now: number,
  ): KrpcResponse {
    const nodes = this.#nodes(query);
    const room = Math.floor(roomBeside(nodes, asker) / query.target.length);
    return this.#reply(query, asker, {
      ...nodes,
      ...this.#sample.answer(room, now),
    });
  }

  #item(query: KrpcQuery & { method: 'get' }, asker: Asker, now: number): KrpcResponse {
    const { items, tokens } = this.#options;
    const item = items?.get(query.target, now);
    const isNewer = query.seq === undefined || (item?.seq ?? 0) > query.seq;
    return this.#reply(query, asker, {
      ...this.#nodes(query),
      token: tokens.make(ipOf(asker.address), now),
      ...(item && { seq: item.seq }),
      ...(item && isNewer && contentOf(item)),
    });
  }

  #announce(query: KrpcQuery & AnnounceRequest, asker: Asker, now: number): Answer {
    const { peers, tokens } = this.#options;
    const { transaction, target, token, seed, port, impliedPort } = query;
    if (!tokens.isGood(token, ipOf(asker.address), now)) return badToken(transaction);
    const peer = asker.address.slice();
    if (!impliedPort) {
      peer[peer.length - 2] = port >> 8;
      peer[peer.length - 1] = port;
    }
    return peers.add(target, peer, seed, now)
      ? this.#reply(query, asker, {})
      : error(transaction, 202, 'too many announced from there');
  }

  #put(
    query: KrpcQuery & PutRequest,
    asker: Asker,
    now: number,
  ): Answer | Promise<Answer> {
    const { items, tokens } = this.#options;
    if (!items) return error(query.transaction, 204, 'method unknown');
    const ip = ipOf(asker.address).slice();
    if (!tokens.isGood(query.token, ip, now)) return badToken(query.transaction);
    // What came in is valid only during this call.
    const transaction = query.transaction.slice();
    const item: DhtItem = {
      value: query.value.slice(),
      ...(query.key && { key: query.key.slice() }),
      ...(query.signature && { signature: query.signature.slice() }),
      ...(query.seq !== undefined && { seq: query.seq }),
      ...(query.salt && { salt: query.salt.slice() }),
    };
    return items
      .put(item, query.cas, now, ip)
      .then((refusal) =>
        refusal
          ? error(transaction, refusal.code, refusal.message)
          : this.#reply({ ...query, transaction }, asker, {}),
      );
  }
}

function contentOf(item: DhtItem): Partial<KrpcResponse> {
  const { value, key, signature } = item;
  return { value, key, signature };
}

/** Bytes left for what is a sample anyway. */
function roomBeside({ nodes, nodes6 }: Partial<KrpcResponse>, asker: Asker): number {
  const most = asker.isProven ? LARGEST : Math.min(LARGEST, MULTIPLE * asker.length);
  return most - ENVELOPE - (nodes?.length ?? 0) - (nodes6?.length ?? 0);
}

function badToken(transaction: Uint8Array): KrpcError {
  return error(transaction, 203, 'bad token');
}

function error(transaction: Uint8Array, code: number, message: string): KrpcError {
  return { kind: 'error', transaction, code, message };
}
