import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { VERSION } from '../bytes/program.ts';
import { encodeLatin1 } from '../bytes/text.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { decodeKrpc } from '../protocol/krpc/decode.ts';
import { encodeKrpc } from '../protocol/krpc/encode.ts';
import type {
  KrpcError,
  KrpcMessage,
  KrpcQuery,
  KrpcRefused,
  KrpcRequest,
  KrpcResponse,
} from '../protocol/krpc/message.ts';
import { Allowance } from './allowance.ts';
import { compactAddress, endpointAt } from './compact-address.ts';
import { FloodGuard } from './flood-guard.ts';
import { Speed } from './speed.ts';
import {
  type PendingQuery,
  type QueryOwner,
  Transactions,
  writeTransaction,
} from './transactions.ts';

/**
 * Datagrams in and out. What comes in is dropped before it is read when it
 *
 *   - is no dictionary of a possible size
 *   - is an answer, and nobody asked its sender
 *   - comes from an address that sends too many
 *   - is a query, and there were too many from all together
 *
 * and answers go out only as fast as the allowance has it, so that we are of no use to those
 * who forge addresses.
 */
export interface WireOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly family: AddressFamily;
  readonly localNetwork: boolean;
  send(bytes: Uint8Array, to: Endpoint): void;
  /** A query came. `length`: its bytes. */
  asked(
    query: KrpcQuery | KrpcRefused,
    from: Uint8Array,
    length: number,
    now: number,
  ): void;
  /** The answer to a query came. False: it is not to be believed. */
  answered(query: PendingQuery, response: KrpcResponse, now: number): boolean;
  /** None came. `isOnline`: others answered lately, so it is the node's own fault. */
  lost(query: PendingQuery, isOnline: boolean): void;
}

/** The shortest query there is, a ping with a transaction id of no bytes, has some 50. */
const SHORTEST = 20;
const LONGEST = 4096;
const D = 0x64;
const E = 0x65;
const Q = 0x71;
/** How a message ends whose keys are in order, but for its kind and the last "e". */
const BEFORE_KIND = encodeLatin1('1:y1:');
/** Queries taken a second, and at once. */
const QUERIES = { rate: 200, burst: 500 };
/** Bytes of answers a second, and at once. */
const ANSWERS = { rate: 16_000, burst: 128_000 };
/** Bytes of headers of IPv4 or IPv6, and UDP. */
const HEADERS = { ipv4: 28, ipv6: 48 } as const;
const [MAJOR, MINOR] = VERSION.split('.').map(Number) as [number, number];
/** "v": RL, major, minor. */
const PROGRAM = Uint8Array.of(0x52, 0x4c, MAJOR, MINOR);

export class Wire {
  readonly transactions: Transactions;
  readonly #options: WireOptions;
  readonly #guard: FloodGuard;
  readonly #queries = new Allowance(QUERIES.rate, QUERIES.burst);
  readonly #answers = new Allowance(ANSWERS.rate, ANSWERS.burst);
  readonly #in = new Speed();
  readonly #out = new Speed();

  constructor(options: WireOptions) {
    this.#options = options;
    this.#guard = new FloodGuard(options.random);
    this.transactions = new Transactions(options.random, (query) => {
      options.lost(query, this.transactions.isOnline(query.sentAt));
    });
  }

  /** Bytes a second, headers included. */
  speeds(now: number): { readonly in: number; readonly out: number } {
    return { in: this.#in.rate(now), out: this.#out.rate(now) };
  }

  /** Never throws, whatever comes. */
  receive(bytes: Uint8Array, from: Endpoint): void {
    const { clock, family } = this.#options;
    const now = clock.now();
    this.#in.add(bytes.length + HEADERS[family], now);
    const address = compactAddress(from, family);
    if (!address || !this.#admits(bytes, address, now)) return;
    const message = tryDecode(bytes);
    if (!message) return;
    switch (message.kind) {
      case 'query':
      case 'refused':
        this.#options.asked(message, address, bytes.length, now);
        break;
      case 'response':
      case 'error':
        this.#answered(message, address, now);
        break;
    }
  }

  /** Asks a node; false when too many queries are on their way. `rtt`: see Transactions. */
  query(
    own: { readonly id: Uint8Array; readonly readOnly: boolean },
    to: { readonly address: Uint8Array; readonly id: Uint8Array | undefined },
    rtt: number,
    request: KrpcRequest,
    owner: QueryOwner,
  ): PendingQuery | undefined {
    const now = this.#options.clock.now();
    const query = this.transactions.begin(to.address, to.id, rtt, owner, now);
    if (!query) return undefined;
    const transaction = writeTransaction(query.transaction);
    const { id, readOnly } = own;
    this.#send(
      { ...request, kind: 'query', transaction, version: PROGRAM, id, readOnly },
      to.address,
      now,
    );
    return query;
  }

  /** Answers, unless too much was answered lately. */
  reply(answer: KrpcResponse | KrpcError, to: Uint8Array): void {
    this.#send({ ...answer, version: PROGRAM }, to, this.#options.clock.now());
  }

  #send(
    message: KrpcQuery | KrpcResponse | KrpcError,
    to: Uint8Array,
    now: number,
  ): void {
    const { family, send } = this.#options;
    const bytes = encodeKrpc(message);
    const length = bytes.length + HEADERS[family];
    if (message.kind !== 'query' && !this.#answers.take(length, now)) return;
    this.#out.add(length, now);
    send(bytes, endpointAt(to, 0, family));
  }

  #admits(bytes: Uint8Array, address: Uint8Array, now: number): boolean {
    const { length } = bytes;
    if (length < SHORTEST || length > LONGEST) return false;
    if (bytes[0] !== D || bytes[length - 1] !== E) return false;
    const kind = kindOf(bytes);
    const isAnswer = kind !== undefined && kind !== Q;
    if (isAnswer && !this.transactions.mayAwait(address)) return false;
    const { family, localNetwork } = this.#options;
    // Of IPv6 a household has 2^64 addresses; in a private network many nodes share a host.
    const shared = family === 'ipv4' ? 4 : 8;
    if (!this.#guard.admits(address, localNetwork ? address.length : shared, now)) {
      return false;
    }
    return isAnswer || this.#queries.take(1, now);
  }

  #answered(message: KrpcResponse | KrpcError, address: Uint8Array, now: number): void {
    const query = this.transactions.end(message.transaction, address, now);
    if (!query) return;
    if (message.kind === 'error') query.owner.failed(query, message, now);
    else if (this.#options.answered(query, message, now)) {
      query.owner.answered(query, message, now);
    } else query.owner.failed(query, undefined, now);
  }
}

function tryDecode(bytes: Uint8Array): KrpcMessage | undefined {
  try {
    return decodeKrpc(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** The byte of "y", where it is the last key as it should be. */
function kindOf(bytes: Uint8Array): number | undefined {
  const at = bytes.length - 2;
  const start = at - BEFORE_KIND.length;
  for (let index = 0; index < BEFORE_KIND.length; index++) {
    if (bytes[start + index] !== BEFORE_KIND[index]) return undefined;
  }
  return bytes[at];
}
