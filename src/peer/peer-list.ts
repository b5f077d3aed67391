import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import type { SwarmVersion } from '../metainfo/info-hash.ts';
import { mayComeFrom, type PeerSource } from './peer-source.ts';

/** Addresses remembered for one torrent. */
const MOST = 2000;
/** Of them those that only other peers told of, and that did not answer yet. */
const MOST_HEARSAY = 500;
/** Milliseconds. */
const FIRST_RETRY = 10_000;
const LAST_RETRY = 15 * 60_000;
/** Tries in a row that failed, after which an address is forgotten: more than an hour. */
const MOST_FAILURES = 10;
/** The same of those that only other peers told of: perhaps nobody was ever there. */
const MOST_FAILURES_OF_HEARSAY = 3;

/** Whom to dial, and by which of the torrent's names. */
export interface Candidate {
  readonly endpoint: Endpoint;
  readonly version: SwarmVersion;
  /** How we came to know of it. */
  readonly source: PeerSource;
}

interface Known extends Candidate {
  source: PeerSource;
  /** Larger is better (BEP 40). */
  rank: number;
  version: SwarmVersion;
  /** Tries in a row that failed. */
  failures: number;
  /** Not before this. */
  notBefore: number;
  busy: boolean;
  /** It is not to be tried because it was of no use. */
  rests: boolean;
  /** It once answered to that name. */
  answered: boolean;
}

/**
 * The addresses a torrent knows of, which of them to try next, and who is banned. Failed
 * ones wait ten seconds, then twice as long each time, and are forgotten after ten times;
 * where the list is full they make room for others. What only other peers told of (BEP 11)
 * is tried last, forgotten soon, and makes room for everybody else.
 */
export class PeerList {
  readonly #known = new Map<string, Known>();
  /** Those of which the last try failed. */
  readonly #failed = new Set<Known>();
  /** Those that nobody but other peers told of, and that did not answer yet. */
  readonly #hearsay = new Set<Known>();
  readonly #banned = new Set<string>();
  readonly #versions: readonly SwarmVersion[];
  readonly #isPrivate: boolean;
  readonly #rank: (endpoint: Endpoint) => number;

  /**
   * `versions`: of the swarms that the torrent has, the usual one first. `rank`: larger is
   * tried first among those that failed as often.
   */
  constructor(
    versions: readonly SwarmVersion[],
    isPrivate = false,
    rank: (endpoint: Endpoint) => number = () => 0,
  ) {
    this.#versions = versions;
    this.#isPrivate = isPrivate;
    this.#rank = rank;
  }

  get size(): number {
    return this.#known.size;
  }

  /** How many of them came from where, but for ourselves. */
  get sources(): ReadonlyMap<PeerSource, number> {
    const counts = new Map<PeerSource, number>();
    for (const { source, notBefore } of this.#known.values()) {
      if (notBefore === Number.POSITIVE_INFINITY) continue;
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    return counts;
  }

  /**
   * Harmless when it is known already; not kept when the list is full of others as good.
   * `version`: the swarm it was found in, if any.
   */
  add(endpoint: Endpoint, source: PeerSource, version?: SwarmVersion): void {
    if (!mayComeFrom(source, this.#isPrivate)) return;
    const key = formatEndpoint(endpoint);
    const known = this.#known.get(key);
    // Who is in both swarms speaks BEP 52: no need to ask by the older name.
    if (known && version === 'v2') known.version = version;
    if (known) {
      if (source !== 'pex' && this.#hearsay.delete(known)) known.source = source;
      return;
    }
    if (!this.#makeRoom(source)) return;
    const added: Known = {
      endpoint,
      source,
      rank: this.#rank(endpoint),
      version: version ?? this.#versions[0]!,
      failures: 0,
      notBefore: 0,
      busy: false,
      rests: false,
      answered: false,
    };
    this.#known.set(key, added);
    if (source === 'pex') this.#hearsay.add(added);
  }

  /** All that may be dialled, now or some time. */
  get candidates(): Candidate[] {
    const candidates: Candidate[] = [];
    for (const { endpoint, version, source, notBefore } of this.#known.values()) {
      if (notBefore === Number.POSITIVE_INFINITY || this.banned(endpoint.host)) continue;
      candidates.push({ endpoint, version, source });
    }
    return candidates;
  }

  has(endpoint: Endpoint): boolean {
    return this.#known.has(formatEndpoint(endpoint));
  }

  /** By what is known of us now. */
  rankAgain(): void {
    for (const known of this.#known.values()) known.rank = this.#rank(known.endpoint);
  }

  /** Whether anyone is due. */
  due(now: number): boolean {
    return this.next(now) !== undefined;
  }

  /**
   * The address to try next: fewest failures first, hearsay last, then the highest rank; undefined when
   * none is due.
   */
  next(now: number): Candidate | undefined {
    let best: Known | undefined;
    for (const known of this.#known.values()) {
      if (known.busy || known.notBefore > now) continue;
      if (this.#banned.has(known.endpoint.host)) continue;
      if (!best || this.#isBefore(known, best)) best = known;
    }
    if (!best) return undefined;
    const { endpoint, version, source } = best;
    return { endpoint, version, source };
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
    this.#failed.delete(known);
    this.#hearsay.delete(known);
  }

  /** The connection failed or ended. */
  ended(endpoint: Endpoint, now: number): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (!known) return;
    known.busy = false;
    known.rests = false;
    known.notBefore = now + Math.min(FIRST_RETRY * 2 ** known.failures, LAST_RETRY);
    this.#failed.add(known);
    const most = this.#hearsay.has(known) ? MOST_FAILURES_OF_HEARSAY : MOST_FAILURES;
    if (++known.failures >= most) this.#forget(known);
  }

  /** It had no answer to that name: unless it once had, the other is tried the next time. */
  unanswered({ endpoint, version }: Omit<Candidate, 'source'>): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    const other = this.#versions.find((candidate) => candidate !== version);
    if (known && other && !known.answered) known.version = other;
  }

  /** It is of no use before that time; for ever: it is ourselves. */
  rest(endpoint: Endpoint, until = Number.POSITIVE_INFINITY): void {
    const known = this.#known.get(formatEndpoint(endpoint));
    if (known) known.notBefore = until;
    if (known) known.rests = true;
  }

  /** Something is wanted again: whoever rests may be of use. */
  wake(): void {
    for (const known of this.#known.values()) {
      if (!known.rests || known.notBefore === Number.POSITIVE_INFINITY) continue;
      known.notBefore = 0;
      known.rests = false;
    }
  }

  /** Whether there is room for one more from there, made if need be. */
  #makeRoom(source: PeerSource): boolean {
    if (source === 'pex' && this.#hearsay.size >= MOST_HEARSAY) {
      return this.#forgetWorst(this.#hearsay, 1);
    }
    if (this.#known.size < MOST || this.#forgetWorst(this.#failed, 1)) return true;
    return source !== 'pex' && this.#forgetWorst(this.#hearsay, 0);
  }

  /** Of these, the one that failed most often; false when none did at least so often. */
  #forgetWorst(these: ReadonlySet<Known>, failures: number): boolean {
    let worst: Known | undefined;
    for (const known of these) {
      if (known.busy || known.notBefore === Number.POSITIVE_INFINITY) continue;
      if (known.failures >= (worst ? worst.failures + 1 : failures)) worst = known;
    }
    if (worst) this.#forget(worst);
    return worst !== undefined;
  }

  #forget(known: Known): void {
    this.#known.delete(formatEndpoint(known.endpoint));
    this.#failed.delete(known);
    this.#hearsay.delete(known);
  }

  #isBefore(one: Known, other: Known): boolean {
    if (one.failures !== other.failures) return one.failures < other.failures;
    const hearsay = this.#hearsay.has(one);
    if (hearsay !== this.#hearsay.has(other)) return !hearsay;
    return one.rank > other.rank;
  }

  /** Never again, whatever its port. */
  ban(host: string): void {
    this.#banned.add(host);
  }

  banned(host: string): boolean {
    return this.#banned.has(host);
  }
}
