import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import { isUnicastAddress } from '../bytes/unicast-address.ts';
import type { PexPeer } from '../protocol/extension/ut-pex.ts';
import { mayPass } from './may-pass.ts';

/** Addresses that wait to be tried, on the word of all, and of one sender. */
const MOST_WAITING = 500;
const MOST_OF_SENDER = 50;
/** Those of one machine: with more, many senders could have us call at one that is no peer. */
const MOST_OF_HOST = 3;
/** Milliseconds after which nobody waits for the outcome any more. */
const PATIENCE = 30 * 60_000;
/** Senders whose word is remembered. */
const MOST_SENDERS = 500;
/** A new sender's word is worth as much as if so many of its addresses had answered. */
const CREDIT = 5;

interface Sender {
  waiting: number;
  answered: number;
  failed: number;
}

interface Waiting {
  readonly host: string;
  readonly sender: Sender;
  readonly since: number;
}

/**
 * Which of the addresses that peers tell us to try (BEP 11). Anyone can tell anything, so:
 *
 *   - only addresses that one machine can have, and that mean something between sender and us
 *   - few wait to be tried at a time: of each sender, of each machine, in all
 *   - whose addresses do not answer is worth less: of such a sender fewer may wait, one at
 *     last; it is remembered by its address, of IPv6 by its network, so that it gains nothing
 *     by coming again
 */
export class Gossip {
  readonly #senders = new Map<string, Sender>();
  /** In the order they were told. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #ofHost = new Map<string, number>();

  /** Those worth trying of what `sender` (an address) told. Say with `tried` how it went. */
  heard(sender: string, told: readonly PexPeer[], now: number): Endpoint[] {
    this.#forgetOld(now);
    const source = this.#sender(networkOf(sender));
    const taken: Endpoint[] = [];
    for (const { endpoint } of told) {
      if (this.#waiting.size >= MOST_WAITING || source.waiting >= worth(source)) break;
      const { host, port } = endpoint;
      if (port === 0 || !isUnicastAddress(host) || !mayPass(host, sender)) continue;
      const key = formatEndpoint(endpoint);
      const ofHost = this.#ofHost.get(host) ?? 0;
      if (this.#waiting.has(key)) continue;
      if (ofHost >= MOST_OF_HOST && !isLocalAddress(host)) continue;
      this.#ofHost.set(host, ofHost + 1);
      this.#waiting.set(key, { host, sender: source, since: now });
      source.waiting++;
      taken.push(endpoint);
    }
    return taken;
  }

  /** An address was dialled, on whosesoever word; `answered`: a peer was there. */
  tried(endpoint: Endpoint, answered: boolean): void {
    const key = formatEndpoint(endpoint);
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    this.#forget(key, waiting);
    if (answered) waiting.sender.answered++;
    else waiting.sender.failed++;
  }

  #forgetOld(now: number): void {
    for (const [key, waiting] of this.#waiting) {
      if (now - waiting.since < PATIENCE) return;
      this.#forget(key, waiting);
    }
  }

  #forget(key: string, { host, sender }: Waiting): void {
    this.#waiting.delete(key);
    sender.waiting--;
    const left = this.#ofHost.get(host)! - 1;
    if (left > 0) this.#ofHost.set(host, left);
    else this.#ofHost.delete(host);
  }

  /** The latest last; the one not heard of for longest makes room. */
  #sender(network: string): Sender {
    const sender = this.#senders.get(network) ?? { waiting: 0, answered: 0, failed: 0 };
    this.#senders.delete(network);
    this.#senders.set(network, sender);
    if (this.#senders.size > MOST_SENDERS) {
      const [oldest] = this.#senders.keys();
      this.#senders.delete(oldest!);
    }
    return sender;
  }
}

/** Of IPv6 whoever has one address has 2^64: their network counts. */
function networkOf(address: string): string {
  const ip = parseIp(address);
  return ip?.length === 16 ? toHex(ip.subarray(0, 8)) : address;
}

/** How many addresses of that sender may wait at a time. */
function worth({ answered, failed }: Sender): number {
  const part = (answered + CREDIT) / (answered + failed + CREDIT);
  return Math.max(1, Math.floor(MOST_OF_SENDER * part));
}
