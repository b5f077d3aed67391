import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import {
  type KrpcRequest,
  type KrpcResponse,
  NODE_ID_LENGTH,
  NODE_LENGTH,
} from '../protocol/krpc/message.ts';
import { compactAddress, cut, endpointAt } from './compact-address.ts';
import type { FoundNode } from './lookup.ts';
import type { LookupHost } from './lookup-queue.ts';

export interface PingReport {
  readonly id: Uint8Array;
  /** Milliseconds. */
  readonly rtt: number;
  /** Which program it is (BEP 5, "v"): two letters and two bytes, as a rule. */
  readonly version: Uint8Array | undefined;
}

export interface SampleReport {
  readonly infoHashes: readonly Uint8Array[];
  /** How many it has in all. */
  readonly count: number;
  /** Seconds until it gives others. */
  readonly interval: number;
  readonly nodes: readonly FoundNode[];
}

/** Queries to one node, whose outcome somebody waits for. */
export class SingleQueries {
  readonly #family: AddressFamily;
  readonly #host: LookupHost;

  constructor(family: AddressFamily, host: LookupHost) {
    this.#family = family;
    this.#host = host;
  }

  ping(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<PingReport> {
    return this.#ask(endpoint, { method: 'ping' }, signal, ({ id, version }, rtt) => {
      return { id: id.slice(), rtt, version: version?.slice() };
    });
  }

  sample(
    endpoint: Endpoint,
    target: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<SampleReport> {
    const request = { method: 'sample_infohashes', target } as const;
    return this.#ask(endpoint, request, signal, (response) => this.#sampleOf(response));
  }

  #sampleOf(response: KrpcResponse): SampleReport {
    const { samples, sampled = 0, interval = 0 } = response;
    const nodes = this.#family === 'ipv4' ? response.nodes : response.nodes6;
    return {
      infoHashes: cut(samples, NODE_ID_LENGTH).map((hash) => hash.slice()),
      count: sampled,
      interval,
      nodes: cut(nodes, NODE_LENGTH[this.#family]).map((node) => ({
        id: node.slice(0, NODE_ID_LENGTH),
        endpoint: endpointAt(node, NODE_ID_LENGTH, this.#family),
      })),
    };
  }

  /** `read`: what is of interest in an answer, which is valid only during that call. */
  #ask<T>(
    endpoint: Endpoint,
    request: KrpcRequest,
    signal: AbortSignal | undefined,
    read: (response: KrpcResponse, rtt: number) => T,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new NetworkError('aborted', 'the query was given up'));
      const address = compactAddress(endpoint, this.#family);
      if (!address) {
        reject(new NetworkError('unreachable', `not an address: ${endpoint.host}`));
        return;
      }
      const isSent = this.#host.ask(address, undefined, request, {
        answered: (query, response, now) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(read(response, now - query.sentAt));
        },
        slow: () => {},
        failed: (_, error) => {
          signal?.removeEventListener('abort', giveUp);
          reject(
            error
              ? new ProtocolError('bad-message', `${error.code} ${error.message}`)
              : new NetworkError('timed-out', 'the node does not answer'),
          );
        },
      });
      signal?.addEventListener('abort', giveUp);
      if (signal?.aborted || !isSent) giveUp();
    });
  }
}
