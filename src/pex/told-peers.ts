import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { MOST_IN_PEX, type PexPeer, type UtPex } from '../protocol/extension/ut-pex.ts';
import { mayPass } from './may-pass.ts';

/** Milliseconds from one message to the next (BEP 11). */
const INTERVAL = 60_000;

/**
 * What one peer was told of others (BEP 11):
 *
 *   - the first message as soon as there is something to tell, then one a minute at most
 *   - what changed only, 50 added and 50 dropped a message; the rest in the next
 *   - never its own address, and never one that means nothing where it is
 */
export class ToldPeers {
  readonly #host: string;
  readonly #told = new Map<string, Endpoint>();
  #next = 0;

  /** `host`: the address of the peer that is told. */
  constructor(host: string) {
    this.#host = host;
  }

  /** Whether it is time for a message, if there is anything to say. */
  due(now: number): boolean {
    return now >= this.#next;
  }

  /**
   * The message to send now, if any. `connected`: all that we are connected to; `own`: where
   * the peer that is told listens.
   */
  next(
    now: number,
    connected: ReadonlyMap<string, PexPeer>,
    own: Endpoint | undefined,
  ): UtPex | undefined {
    if (!this.due(now)) return undefined;
    const added: PexPeer[] = [];
    const ownKey = own && formatEndpoint(own);
    for (const [key, peer] of connected) {
      if (added.length === MOST_IN_PEX) break;
      if (this.#told.has(key) || key === ownKey) continue;
      if (!mayPass(peer.endpoint.host, this.#host)) continue;
      this.#told.set(key, peer.endpoint);
      added.push(peer);
    }
    const dropped: Endpoint[] = [];
    for (const [key, endpoint] of this.#told) {
      if (dropped.length === MOST_IN_PEX) break;
      if (connected.has(key)) continue;
      this.#told.delete(key);
      dropped.push(endpoint);
    }
    if (added.length + dropped.length === 0) return undefined;
    this.#next = now + INTERVAL;
    return { added, dropped };
  }
}
