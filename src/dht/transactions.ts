import type { Random } from '../ports/random.ts';
import type { KrpcError, KrpcResponse } from '../protocol/krpc/message.ts';
import { RoundTrip } from './round-trip.ts';

/** Who asked, and so hears what came of it. Slow comes once, and one of the others last. */
export interface QueryOwner {
  answered(query: PendingQuery, response: KrpcResponse, now: number): void;
  /** No answer within the usual time; it may still come. */
  slow(query: PendingQuery, now: number): void;
  /** It will not come; or an error came, or garbage. */
  failed(query: PendingQuery, error: KrpcError | undefined, now: number): void;
}

/** A query on its way. */
export interface PendingQuery {
  readonly transaction: number;
  /** Whom it went to, 6 or 18 bytes. */
  readonly address: Uint8Array;
  /** The id it is thought to have. */
  readonly id: Uint8Array | undefined;
  readonly sentAt: number;
  readonly slowAt: number;
  readonly owner: QueryOwner;
  isSlow: boolean;
}

/** Milliseconds after which nobody waits any more. */
const LOST_AFTER = 8000;
/** Milliseconds for which an answer shows that we are not cut off. */
const ONLINE_FOR = 60_000;
/** Queries on their way at once. */
const MOST_PENDING = 1024;
/** Far more than queries are on their way at most times. */
const SLOTS = 1024;
/** Bytes of a transaction id: too many for a forger to guess. */
const TRANSACTION_LENGTH = 4;

/**
 * The queries on their way. An answer counts only with its transaction id and from the very
 * address that was asked; forging one takes 32 bits of luck besides.
 */
export class Transactions {
  readonly #random: Random;
  /** In the order in which they were sent. */
  readonly #pending = new Map<number, PendingQuery>();
  /** How many are on their way to addresses of each slot. */
  readonly #awaited = new Uint16Array(SLOTS);
  readonly #roundTrip = new RoundTrip();
  /** When an answer came last, ms. */
  #lastAnswer = Number.NEGATIVE_INFINITY;

  readonly #lost: (query: PendingQuery) => void;

  /** `lost`: called before the owner when an answer did not come. */
  constructor(random: Random, lost: (query: PendingQuery) => void) {
    this.#random = random;
    this.#lost = lost;
  }

  get isFull(): boolean {
    return this.#pending.size >= MOST_PENDING;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** Whether anybody answered about then, or later: if not, it may be we who are cut off. */
  isOnline(time: number): boolean {
    return this.#lastAnswer >= time - ONLINE_FOR;
  }

  /** `rtt`: what the node took before, ms, or 0. Undefined when too many are on their way. */
  begin(
    address: Uint8Array,
    id: Uint8Array | undefined,
    rtt: number,
    owner: QueryOwner,
    now: number,
  ): PendingQuery | undefined {
    if (this.isFull) return undefined;
    let transaction = this.#random.integer(2 ** 32);
    while (this.#pending.has(transaction)) transaction = this.#random.integer(2 ** 32);
    const slowAt = now + this.#roundTrip.slowAfter(rtt);
    const query = { transaction, address, id, sentAt: now, slowAt, owner, isSlow: false };
    this.#pending.set(transaction, query);
    this.#awaited[slotOf(address)]!++;
    return query;
  }

  /** Ends the query that this is the answer to; undefined when nobody asked for it. */
  end(transaction: Uint8Array, from: Uint8Array, now: number): PendingQuery | undefined {
    if (transaction.length !== TRANSACTION_LENGTH) return undefined;
    const query = this.#pending.get(readTransaction(transaction));
    if (!query || !isSame(query.address, from)) return undefined;
    this.#remove(query);
    this.#roundTrip.add(now - query.sentAt);
    this.#lastAnswer = now;
    return query;
  }

  /** Whether an answer from this address may be waited for; told at once, of most for sure. */
  mayAwait(from: Uint8Array): boolean {
    return this.#awaited[slotOf(from)]! > 0;
  }

  /** Tells the owners of those whose time is over. */
  check(now: number): void {
    for (const query of this.#pending.values()) {
      if (now - query.sentAt >= LOST_AFTER) {
        this.#remove(query);
        this.#lost(query);
        query.owner.failed(query, undefined, now);
      } else if (!query.isSlow && now >= query.slowAt) {
        query.isSlow = true;
        query.owner.slow(query, now);
      }
    }
  }

  /** When `check` has something to do next, ms; Infinity when nothing is on its way. */
  get nextCheck(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { isSlow, slowAt, sentAt } of this.#pending.values()) {
      next = Math.min(next, isSlow ? sentAt + LOST_AFTER : slowAt);
    }
    return next;
  }

  /** Ends all of them. */
  abandon(now: number): void {
    for (const query of this.#pending.values()) {
      this.#remove(query);
      query.owner.failed(query, undefined, now);
    }
  }

  #remove(query: PendingQuery): void {
    this.#pending.delete(query.transaction);
    this.#awaited[slotOf(query.address)]!--;
  }
}

export function writeTransaction(transaction: number): Uint8Array {
  return Uint8Array.of(
    transaction >>> 24,
    transaction >>> 16,
    transaction >>> 8,
    transaction,
  );
}

function readTransaction(bytes: Uint8Array): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function slotOf(address: Uint8Array): number {
  let hash = 0;
  for (let at = 0; at < address.length; at++) {
    hash = Math.imul(hash ^ address[at]!, 0x9e3779b1);
  }
  return (hash >>> 16) % SLOTS;
}
