import { concat } from '../../../src/bytes/concat.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { compactAddress } from '../../../src/dht/compact-address.ts';
import { idAtDepth } from '../../../src/dht/node-id.ts';
import type { Random } from '../../../src/ports/random.ts';
import { decodeKrpc } from '../../../src/protocol/krpc/decode.ts';
import { encodeKrpc } from '../../../src/protocol/krpc/encode.ts';
import type {
  KrpcMessage,
  KrpcQuery,
  KrpcResponse,
} from '../../../src/protocol/krpc/message.ts';
import type { Internet, Machine } from './internet.ts';
import type { Participant } from './participant.ts';

/**
 * A node that got its places in the tables of others as everybody does, and lies:
 *
 *   - 'wrong-id': it answers each query with another id, made up to be close to the target
 *   - 'poison': it tells of nodes close to the target that do not exist, or are its friends
 *     under ids made up, and of peers that do not exist
 *   - 'flood': it sends hundreds of datagrams to one after another, and answers nothing
 *
 * All that answer say, each the same, that whoever asks is at an address that is not its own.
 */
export type Hostility = 'wrong-id' | 'poison' | 'flood';
export const HOSTILITIES: readonly Hostility[] = ['wrong-id', 'poison', 'flood'];

/** Nodes told of in an answer: as many as are believed to be honest. */
const TOLD = 16;
const PEERS = 50;
const NOT_YOURS = Uint8Array.of(99, 9, 9, 9, 0x1a, 0xe1);
/** Milliseconds between two datagrams of a flood, how long it lasts, and then the pause. */
const GAP = 20;
const FLOOD = 10_000;
const PAUSE = 90_000;

export class Hostile {
  readonly participant: Participant;
  readonly hostility: Hostility;
  readonly #internet: Internet;
  readonly #random: Random;
  readonly #friends: readonly Hostile[];

  /** `victims`: who may be flooded. */
  constructor(
    participant: Participant,
    hostility: Hostility,
    internet: Internet,
    random: Random,
    friends: readonly Hostile[],
  ) {
    this.participant = participant;
    this.hostility = hostility;
    this.#internet = internet;
    this.#random = random;
    this.#friends = friends;
    const { machine, node } = participant;
    machine.receive = (bytes, from) => {
      const message = tryDecode(bytes);
      if (message?.kind !== 'query') node.receive(bytes, from);
      else if (hostility !== 'flood') this.#lie(message, from);
    };
  }

  /** Sends floods to one after another, until it is dead. */
  flood(victim: () => Machine): void {
    const { clock } = this.#internet;
    const begin = () => {
      const { endpoint } = victim();
      for (let at = 0; at < FLOOD; at += GAP) {
        clock.timer(at + 1, () => this.#send(this.#rubbish(), endpoint));
      }
      if (this.participant.isAlive) clock.timer(FLOOD + PAUSE, begin);
    };
    clock.timer(1 + this.#random.integer(FLOOD + PAUSE), begin);
  }

  #lie(query: KrpcQuery, to: Endpoint): void {
    const target = 'target' in query ? query.target : this.participant.node.id;
    const lie =
      this.hostility === 'wrong-id'
        ? { id: this.#idNear(target) }
        : { id: this.participant.node.id, ...this.#poison(query, target) };
    const { transaction } = query;
    const answer: KrpcResponse = {
      ...{ kind: 'response', transaction, address: NOT_YOURS, ...lie },
    };
    this.#send(encodeKrpc(answer), to);
  }

  #poison(query: KrpcQuery, target: Uint8Array): Partial<KrpcResponse> {
    if (query.method === 'ping') return {};
    const nodes = Array.from({ length: TOLD }, (_, at) =>
      at % 2 === 0 ? this.#nobody(target) : this.#friend(target),
    );
    const peers = Array.from({ length: PEERS }, () => this.#address());
    return {
      nodes: concat(nodes),
      ...(query.method === 'get_peers' && { peers: concat(peers) }),
      token: this.#random.bytes(8),
    };
  }

  #nobody(target: Uint8Array): Uint8Array {
    return concat([this.#idNear(target), this.#address()]);
  }

  #friend(target: Uint8Array): Uint8Array {
    const friend = this.#friends[this.#random.integer(this.#friends.length)];
    const { endpoint } = (friend ?? this).participant.machine;
    return concat([this.#idNear(target), compactAddress(endpoint, 'ipv4')!]);
  }

  /** As close as the closest of some thousands are, and closer. */
  #idNear(target: Uint8Array): Uint8Array {
    return idAtDepth(target, 8 + this.#random.integer(14), this.#random);
  }

  /** Of a machine that there may or may not be. */
  #address(): Uint8Array {
    const address = this.#random.bytes(6);
    address[0] = 20 + (address[0]! % 80);
    return address;
  }

  /** What asks, what nobody asked for, what is nothing. */
  #rubbish(): Uint8Array {
    const target = this.#random.bytes(20);
    const transaction = this.#random.bytes(4);
    const id = this.#random.bytes(20);
    const head = { transaction, id, readOnly: false, target } as const;
    switch (this.#random.integer(4)) {
      case 0:
        return encodeKrpc({
          ...{ ...head, kind: 'query', method: 'get_peers' },
          ...{ scrape: false, noSeed: false },
        });
      case 1:
        return encodeKrpc({
          ...{ ...head, kind: 'query', method: 'announce_peer', token: transaction },
          ...{ port: 7, impliedPort: false, seed: false },
        });
      case 2:
        return encodeKrpc({ kind: 'response', transaction, id });
      default:
        return this.#random.bytes(100);
    }
  }

  #send(bytes: Uint8Array, to: Endpoint): void {
    if (this.participant.isAlive) {
      this.#internet.send(this.participant.machine, bytes, to);
    }
  }
}

function tryDecode(bytes: Uint8Array): KrpcMessage | undefined {
  try {
    return decodeKrpc(bytes);
  } catch {
    return undefined;
  }
}
