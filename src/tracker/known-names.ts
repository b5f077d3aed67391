import type { Clock } from '../ports/clock.ts';
import type { DnsPort } from '../ports/dns.ts';
import { unlessAborted } from './unless-aborted.ts';

interface Known {
  readonly addresses: Promise<readonly string[]>;
  /** Milliseconds. */
  readonly until: number;
}

/** Milliseconds. */
const LIFE = 60_000;
/** Names. */
const MOST = 100;

/**
 * The addresses of names, each looked up once a minute at most: many torrents have the same
 * trackers, and ask them at the same time. What was not found is looked up again.
 */
export class KnownNames {
  readonly #dns: DnsPort;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #never = new AbortController().signal;

  constructor(dns: DnsPort, clock: Clock) {
    this.#dns = dns;
    this.#clock = clock;
  }

  /** Rejects with NetworkError, or the signal's reason. */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    return unlessAborted(this.#addressesOf(name), signal);
  }

  #addressesOf(name: string): Promise<readonly string[]> {
    const now = this.#clock.now();
    const known = this.#known.get(name);
    if (known && now < known.until) return known.addresses;
    const addresses = this.#dns.resolve(name, this.#never);
    const fresh = { addresses, until: now + LIFE };
    this.#known.delete(name);
    this.#known.set(name, fresh);
    addresses.catch(() => {
      if (this.#known.get(name) === fresh) this.#known.delete(name);
    });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST) this.#known.delete(oldest!);
    return addresses;
  }
}
