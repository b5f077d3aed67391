import type { Endpoint } from '../bytes/endpoint.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';

import {
  type AnnounceResponse,
  parseAnnounceResponse,
} from '../protocol/tracker/announce-response.ts';
import { type AnnounceRequest, announceUrl } from '../protocol/tracker/announce-url.ts';

/** Fetches over HTTP or HTTPS. Rejects with TrackerError. */
export type HttpGet = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: Uint8Array }>;

export interface AnnouncerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly http: HttpGet;
  /** Announce URLs, tier by tier (BEP 12). */
  readonly tiers: readonly (readonly string[])[];
  readonly infoHash: Uint8Array;
  readonly peerId: Uint8Array;
  /** Where we can be reached. */
  port(): number;
  totals(): {
    readonly uploaded: number;
    readonly downloaded: number;
    readonly left: number;
  };
  /** Whether all is there that is wanted, but not all there is (BEP 21). */
  partialSeed(): boolean;
  found(peers: readonly Endpoint[]): void;
}

/** Milliseconds. */
const FIRST_RETRY = 15_000;
const LAST_RETRY = 30 * 60_000;
const FAREWELL = 3000;
/** Peers to ask for. */
const WANTED = 80;

/**
 * Announces one torrent over HTTP (BEP 3) to one working tracker at a time (BEP 12): each
 * tier shuffled once, tried in order; whoever answers moves to the front of its tier. When
 * none answers the next round waits 15 seconds, then twice as long each time.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #tiers: string[][];
  readonly #key: number;
  /** Trackers that know of us, with the id they gave (BEP 3, "tracker id"). */
  readonly #started = new Map<string, Uint8Array | undefined>();
  readonly #aborter = new AbortController();
  #timer: Timer | undefined;
  #busy = false;
  #failures = 0;
  #error: TrackerError | undefined;
  /** 'completed' is still to be said. */
  #completed = false;
  #again = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    const { random, tiers } = options;
    this.#tiers = tiers.map((tier) => shuffled(tier, random));
    this.#key = random.integer(2 ** 32);
  }

  /** Why no tracker answers; undefined while one does, or none was asked yet. */
  get error(): TrackerError | undefined {
    return this.#error;
  }

  start(): void {
    if (this.#tiers.length > 0) void this.#round();
  }

  /** The download is complete: the tracker is told at once. */
  completed(): void {
    if (this.#aborter.signal.aborted) return;
    if (this.#started.size === 0 && !this.#busy) return;
    this.#completed = true;
    if (this.#busy) this.#again = true;
    else void this.#round();
  }

  /** Ends without a word. */
  abandon(): void {
    this.#timer?.cancel();
    this.#aborter.abort();
  }

  /** Ends. Resolves once the trackers were told, or three seconds are over. Never rejects. */
  async stop(): Promise<void> {
    this.abandon();
    const farewell = new AbortController();
    const timer = this.#options.clock.timer(FAREWELL, () => farewell.abort());
    const told = [...this.#started.keys()].map((url) =>
      this.#announce(url, 'stopped', farewell.signal),
    );
    this.#started.clear();
    await Promise.allSettled(told);
    timer.cancel();
  }

  async #round(): Promise<void> {
    this.#timer?.cancel();
    this.#busy = true;
    const response = await this.#firstAnswer();
    this.#busy = false;
    if (this.#aborter.signal.aborted) return;
    if (response) this.#options.found(response.peers);
    const wait = this.#again ? 0 : response ? response.interval * 1000 : this.#backOff();
    this.#again = false;
    this.#timer = this.#options.clock.timer(wait, () => void this.#round());
  }

  async #firstAnswer(): Promise<AnnounceResponse | undefined> {
    let error: TrackerError | undefined;
    for (const tier of this.#tiers) {
      for (const url of [...tier]) {
        const event = this.#event(url);
        try {
          const response = await this.#announce(url, event, this.#aborter.signal);
          this.#answered(tier, url, response);
          if (event === 'completed') this.#completed = false;
          return response;
        } catch (cause) {
          if (this.#aborter.signal.aborted) return undefined;
          error ??= asTrackerError(cause);
        }
      }
    }
    this.#error = error;
    return undefined;
  }

  #answered(tier: string[], url: string, response: AnnounceResponse): void {
    tier.splice(tier.indexOf(url), 1);
    tier.unshift(url);
    this.#started.set(url, response.trackerId ?? this.#started.get(url));
    this.#failures = 0;
    this.#error = undefined;
  }

  #event(url: string): AnnounceRequest['event'] {
    if (!this.#started.has(url)) return 'started';
    if (this.#completed) return 'completed';
    // So that it gives us to nobody as someone who still downloads.
    return this.#options.partialSeed() ? 'paused' : undefined;
  }

  async #announce(
    url: string,
    event: AnnounceRequest['event'],
    signal: AbortSignal,
  ): Promise<AnnounceResponse> {
    const { infoHash, peerId, port, totals, http } = this.#options;
    const request = announceUrl(url, {
      infoHash,
      peerId,
      port: port(),
      ...totals(),
      event,
      numWant: event === 'stopped' ? 0 : WANTED,
      key: this.#key,
      trackerId: this.#started.get(url),
    });
    const { status, body } = await http(request, signal);
    if (status === 200) return parseAnnounceResponse(body);
    throw statusError(status, body);
  }

  #backOff(): number {
    return Math.min(FIRST_RETRY * 2 ** this.#failures++, LAST_RETRY);
  }
}

/** Some trackers give their reason with a status that says no. */
function statusError(status: number, body: Uint8Array): TrackerError {
  try {
    parseAnnounceResponse(body);
  } catch (error) {
    if (error instanceof TrackerError && error.code === 'refused-by-tracker')
      return error;
  }
  return new TrackerError('http-status', `the tracker answered with HTTP ${status}`);
}

function asTrackerError(cause: unknown): TrackerError {
  if (cause instanceof TrackerError) return cause;
  return new TrackerError('bad-answer', `the tracker cannot be used: ${cause}`, {
    cause,
  });
}

function shuffled(urls: readonly string[], random: Random): string[] {
  const result = [...urls];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
