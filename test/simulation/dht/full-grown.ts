import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { DhtNode } from '../../../src/dht/dht-node.ts';
import { immutableItem } from '../../../src/dht/items/make-item.ts';
import { StoredItems } from '../../../src/dht/items/stored-items.ts';
import { idForAddress } from '../../../src/dht/node-id.ts';
import { decodeKrpc } from '../../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../../src/protocol/krpc/encode.ts';
import type { KrpcRequest } from '../../../src/protocol/krpc/message.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { EventClock } from './event-clock.ts';

/** More than there is room for: of nodes, of who announces, of torrents, of items. */
const NODES = 2000;
const ANNOUNCERS = 1100;
const HASHES = 2000;
const OF_EACH = 20;
const ITEMS = 1100;
/** Bytes of the text that makes an item as large as it may be. */
const LONGEST = 996;
/** Milliseconds from one query to the next: as many as it takes, and nodes as it can ask. */
const GAP = 8;
const NODE_GAP = 120;

/** One node by itself that others tell all that it has room for. */
export class FullGrownNode {
  readonly #clock = new EventClock();
  readonly #random = new MemoryRandom(1);
  readonly #items = new StoredItems({ hasher: nodeSha, signatures: undefined });
  readonly #node: DhtNode;
  #token: Uint8Array = new Uint8Array(0);

  constructor() {
    this.#node = new DhtNode({
      clock: this.#clock,
      random: this.#random,
      family: 'ipv4',
      items: this.#items,
      send: (bytes, to) => this.#sent(bytes, to),
    });
    this.#node.start();
  }

  /** What it holds in the end. */
  get holdings(): { nodes: number; infoHashes: number; peers: number; items: number } {
    const { good, questionable, infoHashes, peers } = this.#node.status;
    return { nodes: good + questionable, infoHashes, peers, items: this.#items.size };
  }

  async grow(): Promise<void> {
    for (let at = 0; at < NODES; at++) {
      await this.#ask({ method: 'ping' }, hostOf(at), false);
      await this.#clock.advance(NODE_GAP);
    }
    for (let at = 0; at < ITEMS; at++) {
      const item = immutableItem(`${at}`.padEnd(LONGEST, '.'));
      await this.#items.put(item, undefined, this.#clock.now());
    }
    for (let at = 0; at < ANNOUNCERS; at++) await this.#announce(at);
  }

  async #announce(announcer: number): Promise<void> {
    const host = hostOf(NODES + announcer);
    const towards = { target: hashOf(0), scrape: false, noSeed: false };
    await this.#ask({ method: 'get_peers', ...towards }, host, true);
    const token = this.#token;
    for (let count = 0; count < OF_EACH; count++) {
      const target = hashOf((announcer * OF_EACH + count) % HASHES);
      const peer = { port: 6881, impliedPort: false, seed: false, token };
      await this.#ask({ method: 'announce_peer', target, ...peer }, host, true);
    }
  }

  /** Lets a node ask it; a read-only one has no wish for a place in its table. */
  async #ask(request: KrpcRequest, host: string, readOnly: boolean): Promise<void> {
    const head = { transaction: new Uint8Array(4), id: idOf(host), readOnly };
    const bytes = encodeKrpc({ ...head, kind: 'query', ...request });
    this.#node.receive(bytes, { host, port: 6881 });
    await this.#clock.advance(GAP);
  }

  /** Whoever it asks answers. */
  #sent(bytes: Uint8Array, to: Endpoint): void {
    const message = decodeKrpc(bytes);
    if (message.kind === 'response') this.#token = message.token ?? this.#token;
    if (message.kind !== 'query') return;
    const { transaction } = message;
    const answer = encodeKrpc({ kind: 'response', transaction, id: idOf(to.host) });
    this.#clock.timer(50, () => this.#node.receive(answer, to));
  }
}

/** Each in a network of its own. */
function hostOf(at: number): string {
  return `${20 + (at >> 8)}.${at & 255}.1.1`;
}

/** Its address's own (BEP 42), and the same each time. */
function idOf(host: string): Uint8Array {
  const ip = parseIp(host)!;
  return idForAddress(ip, new MemoryRandom((ip[0]! << 8) | ip[1]!));
}

function hashOf(at: number): Uint8Array {
  return new Uint8Array(20).fill(at).fill(at >> 8, 10);
}
