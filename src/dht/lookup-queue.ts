import type { Endpoint } from '../bytes/endpoint.ts';
import type { KrpcRequest, KrpcResponse } from '../protocol/krpc/message.ts';
import { Lookup, type LookupReport } from './lookup.ts';
import type { ShortlistOptions } from './shortlist.ts';
import type { StartingPoint } from './starting-points.ts';
import type { QueryOwner } from './transactions.ts';

/** What a lookup needs of its node. */
export interface LookupHost {
  /** Whether there are nodes to begin with. */
  readonly isReady: boolean;
  shortlistOptions(target: Uint8Array): ShortlistOptions;
  /** The nodes we know that are closest to the target. */
  near(target: Uint8Array): readonly StartingPoint[];
  ask(
    address: Uint8Array,
    id: Uint8Array | undefined,
    request: KrpcRequest,
    owner: QueryOwner,
  ): boolean;
}

export interface LookupOrder {
  readonly target: Uint8Array;
  readonly request: KrpcRequest;
  /** A believed answer came. True: no more is needed. */
  heard(response: KrpcResponse, from: Endpoint): boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Lookups at one time; a thousand torrents that start together take their turns. */
const MOST_RUNNING = 16;

/** Runs lookups in the order in which they were asked for, once there are nodes to ask. */
export class LookupQueue {
  readonly #host: LookupHost;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Lookup>();
  #isAbandoned = false;

  constructor(host: LookupHost) {
    this.#host = host;
  }

  /** How many are under way. */
  get running(): number {
    return this.#running.size;
  }

  /** Resolves with the lookup when it is over or aborted; waits its turn. Never rejects. */
  run(order: LookupOrder): Promise<Lookup> {
    return new Promise((resolve) => {
      const begin = () => {
        order.signal?.removeEventListener('abort', begin);
        const at = this.#waiting.indexOf(begin);
        if (at >= 0) this.#waiting.splice(at, 1);
        this.#begin(order, this.#host.near(order.target), (lookup) => {
          resolve(lookup);
          this.advance();
        });
      };
      this.#waiting.push(begin);
      // Aborted while it waits, it begins and is over.
      order.signal?.addEventListener('abort', begin);
      if (order.signal?.aborted) begin();
      else this.advance();
    });
  }

  /** Runs one at once, from these nodes and those we know. */
  runNow(order: LookupOrder, from: readonly StartingPoint[]): Promise<LookupReport> {
    const all = [...this.#host.near(order.target), ...from];
    return new Promise((resolve) => {
      this.#begin(order, all, (lookup) => {
        resolve(lookup.report);
        this.advance();
      });
    });
  }

  /** Begins those whose turn it is. To be called when nodes were found. */
  advance(): void {
    while (this.#waiting.length > 0 && this.#running.size < MOST_RUNNING) {
      if (!this.#host.isReady) return;
      this.#waiting[0]!();
    }
  }

  /** Ends all, those that wait, too. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const begin of [...this.#waiting]) begin();
    for (const lookup of [...this.#running]) lookup.giveUp();
  }

  #begin(
    { target, request, heard, signal }: LookupOrder,
    from: readonly StartingPoint[],
    ended: (lookup: Lookup) => void,
  ): void {
    const giveUp = () => lookup.giveUp();
    const lookup = new Lookup({
      ...this.#host.shortlistOptions(target),
      request,
      heard,
      ask: (address, id, owner) => this.#host.ask(address, id, request, owner),
      ended: () => {
        this.#running.delete(lookup);
        signal?.removeEventListener('abort', giveUp);
        ended(lookup);
      },
    });
    this.#running.add(lookup);
    signal?.addEventListener('abort', giveUp);
    for (const point of from) lookup.add(point);
    if (signal?.aborted || this.#isAbandoned) lookup.giveUp();
    else lookup.start();
  }
}
