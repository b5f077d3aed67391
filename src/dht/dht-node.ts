import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { formatIp } from '../bytes/ip-address.ts';
import type { Timer } from '../ports/clock.ts';
import {
  type KrpcQuery,
  type KrpcRefused,
  type KrpcRequest,
  type KrpcResponse,
  NODE_ID_LENGTH,
} from '../protocol/krpc/message.ts';
import { Allowance } from './allowance.ts';
import { BUCKET_SIZE } from './bucket.ts';
import { compactAddress } from './compact-address.ts';
import type { DhtNodeOptions, DhtNodeStatus, DhtSibling } from './dht-node-options.ts';
import { Explorer } from './explorer.ts';
import { ExternalAddress } from './external-address.ts';
import type { DhtItem } from './item-store.ts';
import { isAmong, type LookupReport } from './lookup.ts';
import { type LookupHost, LookupQueue } from './lookup-queue.ts';
import { ipOf, isUnicast } from './node-address.ts';
import { commonBits, ID_BITS, idForAddress, isIdOfAddress } from './node-id.ts';
import { PeerStore } from './peer-store.ts';
import { Reachability } from './reachability.ts';
import { type Answer, Responder } from './responder.ts';
import { RoutingTable } from './routing-table.ts';
import { MOST_SAVED, nodesToSave, readId, type SavedNodes } from './saved-nodes.ts';
import {
  type GetOptions,
  type PeersOptions,
  type PlacedReport,
  type PutOptions,
  type ScrapeReport,
  Searches,
} from './searches.ts';
import type { ShortlistOptions } from './shortlist.ts';
import { siblingOf } from './sibling.ts';
import { type PingReport, type SampleReport, SingleQueries } from './single-queries.ts';
import { type StartingPoint, StartingPoints } from './starting-points.ts';
import { Tokens } from './tokens.ts';
import type { PendingQuery, QueryOwner } from './transactions.ts';
import { Upkeep } from './upkeep.ts';
import { Wire } from './wire.ts';
import { witnesses } from './witnesses.ts';

/** Nodes asked a second because someone named them, and at once. */
const NAMED = { rate: 1, burst: 32 };
const EXPIRY = 60_000;

/** A node of the DHT of one family: BEP 5, 32, 33, 42, 43, 44 and 51. Holds no socket. */
export class DhtNode {
  readonly #options: DhtNodeOptions;
  readonly #table: RoutingTable;
  readonly #peers: PeerStore;
  readonly #wire: Wire;
  readonly #responder: Responder;
  readonly #queue: LookupQueue;
  readonly #searches: Searches;
  readonly #singles: SingleQueries;
  readonly #explorer: Explorer;
  readonly #upkeep: Upkeep;
  readonly #points: StartingPoints;
  readonly #external: ExternalAddress;
  readonly #reachability = new Reachability();
  readonly #named = new Allowance(NAMED.rate, NAMED.burst);
  #timer: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;
  #nextTick = Number.POSITIVE_INFINITY;
  #nextExpiry = 0;

  constructor(options: DhtNodeOptions) {
    this.#options = options;
    const { random, family, clock, id = random.bytes(NODE_ID_LENGTH) } = options;
    const { localNetwork = false, enforceIds = false } = options;
    this.#table = new RoutingTable({ id, family, localNetwork, enforceIds });
    this.#external = new ExternalAddress(family, localNetwork);
    this.#peers = new PeerStore({ family, random, localNetwork });
    this.#points = new StartingPoints(random);
    this.#responder = new Responder({
      family,
      table: this.#table,
      peers: this.#peers,
      tokens: new Tokens(random),
      items: options.items,
      others: (target) => options.sibling?.nodesNear(target),
    });
    this.#wire = new Wire({
      ...{ clock, random, family, localNetwork, send: options.send },
      asked: (query, from, length, now) => this.#asked(query, from, length, now),
      answered: (query, response, now) => this.#answered(query, response, now),
      lost: (query, isOnline) => this.#lost(query, isOnline),
    });
    const host = this.#lookupHost();
    this.#queue = new LookupQueue(host);
    this.#searches = new Searches(family, this.#queue, host);
    this.#singles = new SingleQueries(family, host);
    this.#explorer = new Explorer({
      ...{ clock, random, family, table: this.#table, points: this.#points },
      ...{ queue: this.#queue, ask: host.ask, want: () => this.#want },
    });
    this.#upkeep = new Upkeep({
      random,
      table: this.#table,
      find: (target, attempt) => this.#explorer.find(target, attempt),
      ask: (row) => this.#explorer.refresh(row),
    });
  }

  get id(): Uint8Array {
    return this.#table.id;
  }

  /** Whether it knows nodes to begin a search with. */
  get isReady(): boolean {
    const { size } = this.#table;
    return size >= BUCKET_SIZE || (size > 0 && this.#upkeep.hasBegun);
  }

  get status(): DhtNodeStatus {
    const now = this.#options.clock.now();
    const good = this.#table.countGood(now);
    const speeds = this.#wire.speeds(now);
    const external = this.#external.elected;
    return {
      id: toHex(this.id),
      good,
      questionable: this.#table.size - good,
      externalAddress: external && formatIp(external),
      readOnly: this.#isReadOnly(now),
      bytesIn: speeds.in,
      bytesOut: speeds.out,
      lookups: this.#queue.running,
      networkSize: this.#table.estimate(),
      infoHashes: this.#peers.hashes,
      peers: this.#peers.size,
    };
  }

  /** Begins, with what was kept of an earlier run. */
  start(saved?: SavedNodes): void {
    const { clock, random, family } = this.#options;
    const id = readId(saved?.id);
    if (id && !this.#options.id) this.#table.changeId(id);
    const points = (saved?.nodes ?? []).slice(0, MOST_SAVED).flatMap((node) => {
      const address = compactAddress(node, family);
      return address ? [{ id: readId(node.id), address }] : [];
    });
    this.#points.save(points);
    this.#nextTick = clock.now() + random.integer(100);
    this.#arm(this.#nextTick);
  }

  /** Ends for good: every search resolves with what it has, every ping rejects. */
  stop(): void {
    this.#nextTick = Number.POSITIVE_INFINITY;
    this.#queue.abandon();
    this.#wire.transactions.abandon(this.#options.clock.now());
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** A datagram came; `bytes` are read during this call only. Never throws. */
  receive(bytes: Uint8Array, from: Endpoint): void {
    if (this.#isRunning) this.#wire.receive(bytes, from);
  }

  /** There may be a node here: a torrent or a peer (BEP 5, PORT) says so. */
  addNode({ host, port }: Endpoint): void {
    const address = compactAddress({ host, port }, this.#options.family);
    if (!address || !isUnicast(address, this.#options.family)) return;
    const now = this.#options.clock.now();
    if (this.#table.size < BUCKET_SIZE) {
      this.#points.name(address);
      if (!this.#upkeep.hasBegun) this.#upkeep.hurry();
    }
    if (this.#isRunning && this.#named.take(1, now)) {
      this.#explorer.ping(address);
    }
  }

  /** A node to begin with when there are no others. It never enters the routing table. */
  addRouter(endpoint: Endpoint): void {
    const address = compactAddress(endpoint, this.#options.family);
    if (!address || !isUnicast(address, this.#options.family)) return;
    this.#points.addRouter(address);
    if (this.#table.size === 0) this.#upkeep.hurry();
  }

  /** Rejects with NetworkError 'timed-out' or 'aborted', or ProtocolError. */
  ping(endpoint: Endpoint, signal?: AbortSignal): Promise<PingReport> {
    return this.#singles.ping(endpoint, signal);
  }

  /** BEP 51: info hashes that a node knows. Rejects as ping does. */
  sample(
    endpoint: Endpoint,
    target: Uint8Array,
    signal?: AbortSignal,
  ): Promise<SampleReport> {
    return this.#singles.sample(endpoint, target, signal);
  }

  /**
   * Looks for peers, and announces where that is asked for. Waits while no node is known.
   * Never rejects: when it is aborted, or the node stops, it resolves with what there is.
   */
  peers(infoHash: Uint8Array, options: PeersOptions): Promise<PlacedReport> {
    return this.#searches.peers(infoHash, this.#want, options);
  }

  /** About how many seeds and peers there are (BEP 33). As `peers` otherwise. */
  scrape(infoHash: Uint8Array, signal?: AbortSignal): Promise<ScrapeReport> {
    return this.#searches.scrape(infoHash, signal);
  }

  /** Looks for an item (BEP 44). As `peers` otherwise. */
  get(target: Uint8Array, options: GetOptions): Promise<LookupReport> {
    return this.#searches.get(target, options);
  }

  /** Puts an item with the nodes closest to its target, and here if we are one of those. */
  async put(
    target: Uint8Array,
    item: DhtItem,
    options: PutOptions = {},
  ): Promise<PlacedReport> {
    const report = await this.#searches.put(target, item, options);
    const { clock, items } = this.#options;
    const now = clock.now();
    const isOurs = this.#isRunning && isAmong(report.closest, this.id, target);
    if (isOurs && report.refusals.length === 0 && !this.#isReadOnly(now)) {
      await items?.put(item, options.cas, now);
    }
    return report;
  }

  /** For `start` of the next run. */
  nodesToSave(): SavedNodes {
    return nodesToSave(this.#table, this.#options.clock.now());
  }

  /** What this node does for that of the other family. */
  get asSibling(): DhtSibling {
    return siblingOf(this.#table, this.#options.family, {
      isRunning: () => this.#isRunning,
      addNode: (endpoint) => this.addNode(endpoint),
    });
  }

  get #isRunning(): boolean {
    return this.#nextTick < Number.POSITIVE_INFINITY;
  }

  /** Both families, where the other one is in need of nodes; else that of the socket. */
  get #want(): readonly AddressFamily[] | undefined {
    return this.#options.sibling?.isPoor ? ['ipv4', 'ipv6'] : undefined;
  }

  #isReadOnly(now: number): boolean {
    const { readOnly = 'auto' } = this.#options;
    return readOnly === 'auto' ? this.#reachability.isReadOnly(now) : readOnly;
  }

  #lookupHost(): LookupHost {
    const isReady = () => this.isReady;
    return {
      get isReady() {
        return isReady();
      },
      near: (target) => this.#near(target),
      shortlistOptions: (target) => this.#shortlistOptions(target),
      ask: (address, id, request, owner) => this.#ask(address, id, request, owner),
    };
  }

  #shortlistOptions(target: Uint8Array): ShortlistOptions {
    const { family, enforceIds = false, localNetwork = false } = this.#options;
    // Before our own region is known there is nothing to tell it by.
    const networkSize = this.#upkeep.hasBegun
      ? this.#table.estimate()
      : Number.POSITIVE_INFINITY;
    return { target, own: this.id, family, enforceIds, localNetwork, networkSize };
  }

  #near(target: Uint8Array): StartingPoint[] {
    const { contacts } = this.#table;
    const near = this.#table
      .closest(target, 2 * BUCKET_SIZE, true)
      .map((row) => ({ id: contacts.id(row), address: contacts.address(row) }));
    return [...near, ...witnesses(this.#table, 1, this.#options.random)];
  }

  #ask(
    address: Uint8Array,
    id: Uint8Array | undefined,
    request: KrpcRequest,
    owner: QueryOwner,
  ): boolean {
    if (!this.#isRunning) return false;
    const now = this.#options.clock.now();
    const rtt = id ? this.#table.asks(id, address, now) : 0;
    const own = { id: this.id, readOnly: this.#isReadOnly(now) };
    const query = this.#wire.query(own, { address, id }, rtt, request, owner);
    if (!query) return false;
    this.#reachability.sends(address, now);
    this.#arm(query.slowAt);
    return true;
  }

  #asked(
    query: KrpcQuery | KrpcRefused,
    from: Uint8Array,
    length: number,
    now: number,
  ): void {
    this.#reachability.asked(from, now);
    if (this.#isReadOnly(now)) return;
    if (query.kind === 'refused') {
      const { transaction, code, message } = query;
      this.#wire.reply({ kind: 'error', transaction, code, message }, from);
      return;
    }
    if (!query.readOnly) this.#points.countAsNode(from);
    const isProven = query.readOnly
      ? this.#table.proven(query.id, from)
      : this.#table.seen(query.id, from, now);
    const answer = this.#responder.answer(
      query,
      { address: from, isProven, length },
      now,
    );
    if (answer instanceof Promise) void answer.then((late) => this.#reply(late, from));
    else this.#reply(answer, from);
  }

  #reply(answer: Answer, to: Uint8Array): void {
    if (this.#isRunning) this.#wire.reply(answer, to);
  }

  #answered(query: PendingQuery, response: KrpcResponse, now: number): boolean {
    const { id } = response;
    const { address } = query;
    if (commonBits(id, 0, this.id) === ID_BITS) return false;
    const isOther = query.id !== undefined && commonBits(id, 0, query.id) !== ID_BITS;
    if (isOther) this.#table.failed(query.id!, address);
    // Who has another id than the one it was known by may have one for each who asks.
    const isSelf = !isOther || isIdOfAddress(id, 0, ipOf(address));
    if (isSelf && !this.#points.isMereRouter(address)) {
      this.#table.answered(id, address, now - query.sentAt, now);
    }
    if (!isOther && this.#external.told(id, address, response.address)) this.#move();
    const { family, sibling } = this.#options;
    const foreign = family === 'ipv4' ? response.nodes6 : response.nodes;
    if (foreign) sibling?.told(foreign);
    this.#queue.advance();
    return true;
  }

  #lost({ id, address }: PendingQuery, isOnline: boolean): void {
    if (id && isOnline) this.#table.failed(id, address);
    // Is it we who are cut off? Whoever was heard from last will know.
    if (isOnline || !this.#isRunning) return;
    const row = this.#table.newest();
    if (row !== undefined && !this.#table.contacts.hasAddress(row, address)) {
      this.#explorer.refresh(row);
    }
  }

  /** Others see us at another address than we thought: our id is to be its own (BEP 42). */
  #move(): void {
    const elected = this.#external.elected!;
    if (isIdOfAddress(this.id, 0, elected)) return;
    this.#table.changeId(idForAddress(elected, this.#options.random));
    this.#upkeep.hurry();
  }

  #arm(time: number): void {
    if (time >= this.#due) return;
    this.#timer?.cancel();
    this.#due = time;
    const { clock } = this.#options;
    this.#timer = clock.timer(Math.max(0, time - clock.now()), () => this.#fire());
  }

  #fire(): void {
    this.#due = Number.POSITIVE_INFINITY;
    const now = this.#options.clock.now();
    this.#wire.transactions.check(now);
    if (!this.#isRunning) return;
    if (now >= this.#nextTick) {
      this.#nextTick = now + this.#upkeep.tick(now);
      this.#tick(now);
    }
    this.#arm(Math.min(this.#nextTick, this.#wire.transactions.nextCheck));
  }

  #tick(now: number): void {
    this.#queue.advance();
    if (now < this.#nextExpiry) return;
    this.#nextExpiry = now + EXPIRY;
    this.#peers.expire(now);
    this.#reachability.check(this.#table.countGood(now), now);
  }
}
