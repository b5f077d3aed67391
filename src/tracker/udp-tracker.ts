import { familyOf } from '../bytes/address-family.ts';
import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { formatIp, parseIp } from '../bytes/ip-address.ts';
import { isUnicastAddress } from '../bytes/unicast-address.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import { Deadline } from '../http/deadline.ts';
import type { DnsPort } from '../ports/dns.ts';
import type { AnnounceResponse } from '../protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../protocol/tracker/announce-url.ts';
import {
  encodeUdpAnnounce,
  encodeUdpScrape,
  MAX_SCRAPED,
  UDP_ACTION,
} from '../protocol/tracker/udp-request.ts';
import { parseUdpAnnounced, parseUdpScraped } from '../protocol/tracker/udp-response.ts';
import { parseUdpTrackerUrl } from '../protocol/tracker/udp-tracker-url.ts';
import { KnownNames } from './known-names.ts';
import { networkFailure } from './network-failure.ts';
import type { ScrapeCounts, TrackerClient } from './tracker-client.ts';
import { TrackerTurns } from './tracker-turns.ts';
import { UdpAsker, type UdpRequest } from './udp-asker.ts';
import type { UdpExchangePorts } from './udp-exchange.ts';

export interface UdpTrackerPorts extends UdpExchangePorts {
  readonly dns: DnsPort;
}

/**
 * Milliseconds for one request, finding the name included. By the schedule of BEP 15 a tracker
 * would be given up after two hours; somebody waits for the next one of the list.
 */
const PATIENCE = 60_000;
/** Nobody wants to wait for who is told of our leaving. */
const FAREWELL = 5000;
/** Addresses of one name that are tried. */
const MAX_ADDRESSES = 3;

/** Trackers over UDP (BEP 15, 41). Peers that come over IPv6 are IPv6. */
export class UdpTracker implements TrackerClient {
  readonly #ports: UdpTrackerPorts;
  readonly #names: KnownNames;
  readonly #asker: UdpAsker;
  readonly #turns = new TrackerTurns();

  constructor(ports: UdpTrackerPorts) {
    this.#ports = ports;
    this.#names = new KnownNames(ports.dns, ports.clock);
    this.#asker = new UdpAsker(ports);
  }

  /** Of those the name has, the ones that this machine has too, if it has any. */
  async families(url: string, signal: AbortSignal): Promise<readonly AddressFamily[]> {
    const { host } = await asking(async () => parseUdpTrackerUrl(url));
    const all = await this.#within(PATIENCE, signal, (limited) =>
      this.#addresses(host, undefined, limited),
    );
    const families = [...new Set(all.map(familyOf))];
    if (families.length === 1 || (await this.#asker.has('ipv6'))) return families;
    return ['ipv4'];
  }

  async announce(
    url: string,
    family: AddressFamily | undefined,
    request: AnnounceRequest,
    signal: AbortSignal,
  ): Promise<AnnounceResponse> {
    const { path } = await asking(async () => parseUdpTrackerUrl(url));
    const limit = request.event === 'stopped' ? FAREWELL : PATIENCE;
    return this.#ask(url, family, limit, signal, {
      action: UDP_ACTION.announce,
      encode: (ids) => encodeUdpAnnounce(ids, request, path),
      parse: parseUdpAnnounced,
    });
  }

  async scrape(
    url: string,
    infoHashes: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<readonly (ScrapeCounts | undefined)[]> {
    const counts: (ScrapeCounts | undefined)[] = [];
    while (counts.length < infoHashes.length) {
      const some = infoHashes.slice(counts.length, counts.length + MAX_SCRAPED);
      const told = await this.#ask(url, undefined, PATIENCE, signal, {
        action: UDP_ACTION.scrape,
        encode: (ids) => encodeUdpScrape(ids, some),
        parse: parseUdpScraped,
      });
      counts.push(...some.map((_, at) => told[at]));
    }
    return counts;
  }

  /** Gives the sockets up; to ask again opens them again. */
  close(): void {
    this.#asker.close();
  }

  #ask<T>(
    url: string,
    family: AddressFamily | undefined,
    limit: number,
    signal: AbortSignal,
    request: UdpRequest<T>,
  ): Promise<T> {
    return asking(() => {
      const { host, port } = parseUdpTrackerUrl(url);
      const name = `${host}:${port} ${family ?? ''}`;
      return this.#turns.take(name, signal, () =>
        this.#within(limit, signal, async (limited) => {
          const addresses = await this.#addresses(host, family, limited);
          const trackers = addresses.map((host): Endpoint => ({ host, port }));
          return this.#asker.ask(trackers.slice(0, MAX_ADDRESSES), request, limited);
        }),
      );
    });
  }

  async #within<T>(
    limit: number,
    signal: AbortSignal,
    work: (limited: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(this.#ports.clock, limit, signal);
    try {
      return await asking(() => work(deadline.signal));
    } finally {
      deadline.release();
    }
  }

  /** At least one. */
  async #addresses(
    host: string,
    family: AddressFamily | undefined,
    signal: AbortSignal,
  ): Promise<string[]> {
    const all = parseIp(host) ? [host] : await this.#names.resolve(host, signal);
    const usable = all
      .filter(isUnicastAddress)
      .filter((address) => !family || familyOf(address) === family)
      // As they come back with the answers.
      .map((address) => formatIp(parseIp(address)!));
    if (usable.length > 0) return usable;
    throw new TrackerError('unreachable', 'the tracker has no address to be asked at');
  }
}

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw networkFailure(error);
  }
}
