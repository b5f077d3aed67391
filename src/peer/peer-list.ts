import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';

/** Addresses remembered for one torrent. */
const MOST = 2000;
/** Milliseconds. */
const FIRST_RETRY = 10_000;
const LAST_RETRY = 15 * 60_000;

interface Known {
  readonly endpoint: Endpoint;
  /** Tries in a row that failed. */
  failures: number;
  /** Not before this. */
  notBefore: number;
  busy: boolean;
}

/**
 * The addresses a torrent knows of, which of them to try next, and who is banned. Failed
 * ones wait ten seconds, then twice as long each time.
 */
export class PeerList {
  readonly #known = new Map<string, Known>();
  readonly #banned = new Set<string>();

  get size(): number {
    return this.#known.size;
  }

  /** Harmless when it is known already; forgotten when the list is full. */
  add(endpoint: Endpoint): void {
    const key = formatEndpoint(endpoint);
    if (this.#known.has(key) || this.#known.size >= MOST) return;
    this.#known.set(key, { endpoint, failures: 0, notBefore: 0, busy: false });
  }

  /** The address to try next: fewest failures first; undefined when none is due. */
  next(now: number): Endpoint | undefined {
    let best: Known | undefined;
    for (const known of this.#known.values()) {
      if (known.busy || known.notBefore > now) continue;
      if (this.#banned.has(known.endpoint.host)) continue;
      if (!best || known.failures < best.failures) best = known;
    }
    return best?.endpoint;
  }

  /** A connection to it is being made, or stands. */
  connecting(endpoint: Endpoint): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (known) known.busy = true;
  }

  /** Handshakes were exchanged. */
  connected(endpoint: Endpoint): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (known) known.failures = 0;
  }

  /** The connection failed or ended. */
  ended(endpoint: Endpoint, now: number): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (!known) return;
    known.busy = false;
    known.notBefore = now + Math.min(FIRST_RETRY * 2 ** known.failures, LAST_RETRY);
    known.failures++;
  }

  /** It is of no use: ourselves, or another torrent's. */
  forget(endpoint: Endpoint): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (known) known.notBefore = Number.POSITIVE_INFINITY;
  }

  /** Never again, whatever its port. */
  ban(host: string): void {
    this.#banned.add(host);
  }

  banned(host: string): boolean {
    return this.#banned.has(host);
  }
}
