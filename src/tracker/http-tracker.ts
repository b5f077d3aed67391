import { familyOf } from '../bytes/address-family.ts';
import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { isUnicastAddress } from '../bytes/unicast-address.ts';
import { NetworkError } from '../errors/network-error.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import { Deadline } from '../http/deadline.ts';
import { hostOf } from '../http/host-of.ts';
import type { HttpClient, HttpOptions, HttpResponse } from '../http/http-client.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Clock } from '../ports/clock.ts';
import type { DnsPort } from '../ports/dns.ts';
import {
  type AnnounceResponse,
  parseAnnounceResponse,
} from '../protocol/tracker/announce-response.ts';
import { type AnnounceRequest, announceUrl } from '../protocol/tracker/announce-url.ts';
import { parseScrapeResponse } from '../protocol/tracker/scrape-response.ts';
import { scrapeUrl } from '../protocol/tracker/scrape-url.ts';
import { httpFailure } from './http-failure.ts';
import { httpTrackerUrl } from './http-tracker-url.ts';
import { KnownNames } from './known-names.ts';
import type { ScrapeCounts, TrackerClient } from './tracker-client.ts';
import { TrackerTurns } from './tracker-turns.ts';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** Bytes of an answer: 5,000 peers as dictionaries fit. */
const MAX_ANSWER = 1 << 20;
/** With these a server may say when to come again (RFC 9110, RFC 6585). */
const BUSY: readonly number[] = [429, 503];
/** Addresses of one name that are tried. */
const MAX_ADDRESSES = 3;

export interface HttpTrackerPorts {
  readonly dns: DnsPort;
  readonly clock: Clock;
}

/** Trackers over HTTP and HTTPS (BEP 3, 7, 23, 48). */
export class HttpTracker implements TrackerClient {
  readonly #http: HttpClient;
  readonly #clock: Clock;
  readonly #names: KnownNames;
  readonly #turns = new TrackerTurns();

  constructor(http: HttpClient, { dns, clock }: HttpTrackerPorts) {
    this.#http = http;
    this.#clock = clock;
    this.#names = new KnownNames(dns, clock);
  }

  async families(
    url: string,
    signal: AbortSignal,
  ): Promise<readonly (AddressFamily | undefined)[]> {
    return asking(async () => {
      const parsed = httpTrackerUrl(url);
      if (parsed.protocol === 'https:') return [undefined];
      const deadline = new Deadline(this.#clock, TIMEOUT, signal);
      try {
        const addresses = await this.#addresses(hostOf(parsed), deadline.signal);
        return addresses ? [...new Set(addresses.map(familyOf))] : [undefined];
      } finally {
        deadline.release();
      }
    });
  }

  async announce(
    url: string,
    family: AddressFamily | undefined,
    request: AnnounceRequest,
    signal: AbortSignal,
  ): Promise<AnnounceResponse> {
    const address = announceUrl(url, request);
    return asking(() => this.#get(address, parseAnnounceResponse, signal, family));
  }

  async scrape(
    url: string,
    infoHashes: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<readonly (ScrapeCounts | undefined)[]> {
    const address = scrapeUrl(url, infoHashes);
    if (address === undefined) {
      throw new TrackerError('no-scrape', 'the tracker has no address for scrapes');
    }
    const parse = (body: Uint8Array) => parseScrapeResponse(body, infoHashes);
    return asking(() => this.#get(address, parse, signal));
  }

  async #get<T>(
    url: string,
    parse: (body: Uint8Array) => T,
    signal: AbortSignal,
    family?: AddressFamily,
  ): Promise<T> {
    const options: HttpOptions = {
      maxBytes: MAX_ANSWER,
      timeoutMs: TIMEOUT,
      signal,
      ...(family && {
        addresses: (host, signal) => this.#addressesOf(host, family, signal),
      }),
    };
    const { href, origin } = httpTrackerUrl(url);
    const name = `${origin} ${family ?? ''}`;
    const get = () => this.#http.get(href, options);
    const answer = await this.#turns.take(name, signal, get);
    if (answer.status === 200) return parse(answer.body);
    throw statusError(answer, this.#clock.date());
  }

  async #addressesOf(
    host: string,
    family: AddressFamily,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const all = (await this.#addresses(host, signal)) ?? [host];
    const some = all.filter((address) => familyOf(address) === family);
    // A redirect may lead where there is nothing of that family: better so than not at all.
    return (some.length > 0 ? some : all).slice(0, MAX_ADDRESSES);
  }

  /** undefined where the host of this engine finds names only when it connects. */
  async #addresses(
    host: string,
    signal: AbortSignal,
  ): Promise<readonly string[] | undefined> {
    try {
      const found = await this.#names.resolve(host, signal);
      const usable = found.filter(isUnicastAddress);
      if (usable.length > 0) return usable;
      throw new NetworkError('unreachable', 'its name leads to no machine');
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NetworkError && error.code !== 'failed') throw error;
      return undefined;
    }
  }
}

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw httpFailure(error);
  }
}

/** Some trackers give their reason with a status that says no. `date`: since 1970. */
function statusError(
  { status, headers, body }: HttpResponse,
  date: number,
): TrackerError {
  try {
    parseAnnounceResponse(body);
  } catch (error) {
    if (error instanceof TrackerError && error.code === 'refused-by-tracker')
      return error;
  }
  const wait = BUSY.includes(status)
    ? retryAfter(headers.get('retry-after'), date)
    : undefined;
  return new TrackerError('http-status', `the tracker answered with HTTP ${status}`, {
    retryIn: wait === undefined ? undefined : wait / 1000,
  });
}
