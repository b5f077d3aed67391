import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import type { SwarmVersion } from '../metainfo/info-hash.ts';

/** Addresses remembered for one torrent. */
const MOST = 2000;
/** Milliseconds. */
const FIRST_RETRY = 10_000;
const LAST_RETRY = 15 * 60_000;

/** Whom to dial, and by which of the torrent's names. */
export interface Candidate {
  readonly endpoint: Endpoint;
  readonly version: SwarmVersion;
}

interface Known extends Candidate {
  version: SwarmVersion;
  /** Tries in a row that failed. */
  failures: number;
  /** Not before this. */
  notBefore: number;
  busy: boolean;
  /** It once answered to that name. */
  answered: boolean;
}

/**
 * The addresses a torrent knows of, which of them to try next, and who is banned. Failed
 * ones wait ten seconds, then twice as long each time.
 */
export class PeerList {
  readonly #known = new Map<string, Known>();
  readonly #banned = new Set<string>();
  readonly #versions: readonly SwarmVersion[];

  /** `versions`: of the swarms that the torrent has, the usual one first. */
  constructor(versions: readonly SwarmVersion[]) {
    this.#versions = versions;
  }

  get size(): number {
    return this.#known.size;
  }

  /**
   * Harmless when it is known already; forgotten when the list is full. `version`: the swarm
   * it was found in, if any.
   */
  add(endpoint: Endpoint, version?: SwarmVersion): void {
    const key = formatEndpoint(endpoint);
    const known = this.#known.get(key);
    // Who is in both swarms speaks BEP 52: no need to ask by the older name.
    if (known && version === 'v2') known.version = version;
    if (known || this.#known.size >= MOST) return;
    this.#known.set(key, {
      endpoint,
      version: version ?? this.#versions[0]!,
      failures: 0,
      notBefore: 0,
      busy: false,
      answered: false,
    });
  }

  /** The address to try next: fewest failures first; undefined when none is due. */
  next(now: number): Candidate | undefined {
    let best: Known | undefined;
    for (const known of this.#known.values()) {
      if (known.busy || known.notBefore > now) continue;
      if (this.#banned.has(known.endpoint.host)) continue;
      if (!best || known.failures < best.failures) best = known;
    }
    return best && { endpoint: best.endpoint, version: best.version };
  }

  /** A connection to it is being made, or stands. */
  connecting(endpoint: Endpoint): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (known) known.busy = true;
  }

  /** Handshakes were exchanged. */
  connected(endpoint: Endpoint): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (!known) return;
    known.failures = 0;
    known.answered = true;
  }

  /** The connection failed or ended. */
  ended(endpoint: Endpoint, now: number): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (!known) return;
    known.busy = false;
    known.notBefore = now + Math.min(FIRST_RETRY * 2 ** known.failures, LAST_RETRY);
    known.failures++;
  }

  /** It had no answer to that name: unless it once had, the other is tried the next time. */
  unanswered({ endpoint, version }: Candidate): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    const other = this.#versions.find((candidate) => candidate !== version);
    if (known && other && !known.answered) known.version = other;
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
