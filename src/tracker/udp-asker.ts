import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import type { UdpRequestIds } from '../protocol/tracker/udp-request.ts';
import { FIRST_RESEND, UdpConnections } from './udp-connections.ts';
import { UdpExchange, type UdpExchangePorts } from './udp-exchange.ts';
import type { UdpQuestion, UdpTransaction } from './udp-transaction.ts';
import { pause } from './unless-aborted.ts';

export interface UdpRequest<T> extends UdpQuestion<T> {
  encode(ids: UdpRequestIds): Uint8Array;
}

/**
 * Asks one tracker at its addresses: the next one when all before failed, or were silent for
 * 15 seconds. Each is asked again after 15, 30, 60 seconds (BEP 15); whichever answers first
 * counts, also to what was sent long before.
 */
export class UdpAsker {
  readonly #ports: UdpExchangePorts;
  readonly #exchange: UdpExchange;
  readonly #connections: UdpConnections;

  constructor(ports: UdpExchangePorts) {
    this.#ports = ports;
    this.#exchange = new UdpExchange(ports);
    this.#connections = new UdpConnections(this.#exchange, ports.clock);
  }

  /** Whether there are sockets of that family on this machine. */
  has(family: AddressFamily): Promise<boolean> {
    return this.#exchange.has(family);
  }

  /** `signal` bounds the time. Rejects with TrackerError, NetworkError, or its reason. */
  async ask<T>(
    trackers: readonly Endpoint[],
    request: UdpRequest<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const known = trackers.filter((tracker) => this.#connections.has(tracker));
    try {
      return await this.#askAll(trackers, request, signal);
    } catch (error) {
      const refused =
        error instanceof TrackerError && error.code === 'refused-by-tracker';
      if (!refused || known.length === 0) throw error;
      // Perhaps it was started anew, and does not know the id that we had kept.
      for (const tracker of known) this.#connections.forget(tracker);
      return this.#askAll(trackers, request, signal);
    }
  }

  close(): void {
    this.#exchange.close();
  }

  #askAll<T>(
    trackers: readonly Endpoint[],
    request: UdpRequest<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return this.#exchange.transact(request, async (transaction, id) => {
      const over = new AbortController();
      const until = AbortSignal.any([signal, over.signal]);
      const asking: Promise<never>[] = [];
      for (const [place, tracker] of trackers.entries()) {
        const before = Promise.allSettled(asking);
        const turn = Promise.race([
          before,
          pause(this.#ports.clock, place * FIRST_RESEND, until),
        ]);
        asking.push(this.#askOne(tracker, request, { transaction, id, turn, until }));
      }
      try {
        return await Promise.race([transaction.answer, failureOf(asking)]);
      } finally {
        over.abort();
      }
    });
  }

  /** Never resolves. */
  async #askOne<T>(
    tracker: Endpoint,
    request: UdpRequest<T>,
    { transaction, id, turn, until }: Run<T>,
  ): Promise<never> {
    await turn;
    for (let wait = FIRST_RESEND; ; wait *= 2) {
      until.throwIfAborted();
      const connectionId = await this.#connections.id(tracker, until);
      const datagram = request.encode({ connectionId, transactionId: id });
      await this.#exchange.send(transaction, tracker, datagram);
      await pause(this.#ports.clock, wait, until);
      // Perhaps it keeps silent because it does not know it.
      this.#connections.forget(tracker, connectionId);
    }
  }
}

interface Run<T> {
  readonly transaction: UdpTransaction<T>;
  readonly id: number;
  /** Settled once it is to be asked. */
  readonly turn: Promise<unknown>;
  readonly until: AbortSignal;
}

/** Rejects once all have, with what the first one did. */
async function failureOf(asking: readonly Promise<never>[]): Promise<never> {
  const [first] = await Promise.allSettled(asking);
  throw first?.status === 'rejected' ? first.reason : undefined;
}
