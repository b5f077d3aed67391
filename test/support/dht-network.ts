import { MemoryClock } from '../../background/platform/memory/clock.ts';
import { PERFECT } from '../../background/platform/memory/line.ts';
import { MemoryNetwork } from '../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../background/platform/memory/random.ts';
import type { Endpoint } from '../../src/bytes/endpoint.ts';
import { parseIp } from '../../src/bytes/ip-address.ts';
import { DhtNode } from '../../src/dht/dht-node.ts';
import type { DhtNodeOptions } from '../../src/dht/dht-node-options.ts';
import { idForAddress } from '../../src/dht/node-id.ts';
import type { SavedNodes } from '../../src/dht/saved-nodes.ts';
import { decodeKrpc } from '../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../src/protocol/krpc/encode.ts';
import type {
  KrpcError,
  KrpcMessage,
  KrpcQuery,
  KrpcResponse,
} from '../../src/protocol/krpc/message.ts';

const PORT = 6881;
/** Milliseconds, one way, from the line of each. */
const LATENCY = 15;
const SECOND = 1000;

export interface Member {
  readonly node: DhtNode;
  readonly endpoint: Endpoint;
  /** Bytes that it sent so far. */
  sent(): number;
  /** Pulls the plug: nothing comes in or goes out any more. */
  die(): void;
}

/** A DHT on a virtual clock and network, each node on a machine of its own. */
export class DhtNetwork {
  readonly clock = new MemoryClock();
  readonly random: MemoryRandom;
  readonly members: Member[] = [];
  readonly #network: MemoryNetwork;
  #hosts = 0;

  constructor(seed: number) {
    this.random = new MemoryRandom(seed);
    this.#network = new MemoryNetwork(this.clock, new MemoryRandom(seed + 1));
  }

  /** An address in a /16 of its own, for the first few thousand. */
  freeHost(): string {
    const count = this.#hosts++;
    return `${30 + (count >> 8)}.${count & 255}.${(count * 7) & 255}.9`;
  }

  /** Starts a node that knows `router`. Its id is its address's own (BEP 42). */
  async add(
    router: Endpoint | undefined,
    options: Partial<DhtNodeOptions> & { host?: string; saved?: SavedNodes } = {},
  ): Promise<Member> {
    const { host = this.freeHost(), saved, ...rest } = options;
    const random = new MemoryRandom(this.random.integer(2 ** 32));
    let isAlive = true;
    let sent = 0;
    const socket = await this.#bind(host, (bytes, from) => {
      if (isAlive) node.receive(bytes, from);
    });
    const node = new DhtNode({
      clock: this.clock,
      random,
      family: host.includes(':') ? 'ipv6' : 'ipv4',
      id: idForAddress(parseIp(host)!, random),
      send: (bytes, to) => {
        if (!isAlive) return;
        sent += bytes.length;
        socket.send(bytes, to);
      },
      ...rest,
    });
    if (router) node.addRouter(router);
    node.start(saved);
    const die = () => {
      isAlive = false;
      node.stop();
    };
    const member = { node, endpoint: { host, port: PORT }, sent: () => sent, die };
    this.members.push(member);
    return member;
  }

  /** So many nodes, one after another; the first is the router of all. */
  async grow(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      await this.add(this.members[0]?.endpoint);
      await this.pass(0.2);
    }
    await this.pass(60);
  }

  /** Someone who says what a test has it say. */
  async stranger(host = this.freeHost()): Promise<Stranger> {
    const stranger: Stranger = {
      endpoint: { host, port: PORT },
      heard: [],
      answer: undefined,
      send: (message, to) => socket.send(encodeKrpc(message), to.endpoint),
      sendBytes: (bytes, to) => socket.send(bytes.slice(), to.endpoint),
    };
    const socket = await this.#bind(host, (bytes, from) => {
      const message = decodeKrpc(bytes.slice());
      stranger.heard.push(message);
      const answer =
        message.kind === 'query' ? stranger.answer?.(message, from) : undefined;
      if (answer) socket.send(encodeKrpc(answer), from);
    });
    return stranger;
  }

  pass(seconds: number): Promise<void> {
    return this.clock.advance(seconds * SECOND);
  }

  /** Lets time pass until the promise settles. */
  async until<T>(promise: Promise<T>, seconds = 120): Promise<T> {
    let outcome: { value: T } | { error: unknown } | undefined;
    promise.then(
      (value) => {
        outcome = { value };
      },
      (error) => {
        outcome = { error };
      },
    );
    for (let step = 0; step < seconds * 20 && !outcome; step++) await this.pass(0.05);
    if (!outcome) throw new Error(`nothing came within ${seconds} s`);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  #bind(host: string, receive: (bytes: Uint8Array, from: Endpoint) => void) {
    const line = { ...PERFECT, latency: LATENCY };
    return this.#network.host(host, line).udp.bind({ host, port: PORT }, receive);
  }
}

export interface Stranger {
  readonly endpoint: Endpoint;
  /** All that came to it. */
  readonly heard: KrpcMessage[];
  /** What it answers; undefined, nothing. */
  answer:
    | ((query: KrpcQuery, from: Endpoint) => KrpcResponse | KrpcError | undefined)
    | undefined;
  send(
    message: KrpcQuery | KrpcResponse | KrpcError,
    to: { readonly endpoint: Endpoint },
  ): void;
  sendBytes(bytes: Uint8Array, to: { readonly endpoint: Endpoint }): void;
}
