import { TrackerError } from '../errors/tracker-error.ts';
import type { Timer } from '../ports/clock.ts';
import type { AnnounceResponse } from '../protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../protocol/tracker/announce-url.ts';
import type { AnnouncePoint } from './announce-point.ts';
import type { AnnouncerOptions } from './announcer-options.ts';
import { chooseTrackers } from './choose-trackers.ts';
import { shuffled } from './shuffled.ts';
import { TrackerEntry } from './tracker-entry.ts';
import { type TrackerStatus, trackerStatuses } from './tracker-status.ts';
import { trackerHost, withoutSecrets } from './without-secrets.ts';
import { worthDialling } from './worth-dialling.ts';

/** Milliseconds. */
const FAREWELL = 3000;
/** Without an answer: then the next tracker is asked beside. */
const PATIENCE = 5000;
/** Peers to ask for: at most, and when there is no room. */
const MOST_WANTED = 200;
const SPARE = 10;

/**
 * Announces one torrent under one of its names (BEP 3). Each tier is shuffled once; who answers
 * moves to the front of its tier (BEP 12). Whom to ask when is decided by chooseTrackers and
 * by each AnnouncePoint.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #tiers: TrackerEntry[][];
  readonly #aborter = new AbortController();
  #inUse: ReadonlySet<TrackerEntry> = new Set();
  #timer: Timer | undefined;
  #started = false;
  /** Everything was there once: that is a download, whatever is lost of it later. */
  #complete = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    const { random, tiers } = options;
    this.#tiers = tiers.map((tier, index) =>
      shuffled(tier, random).map((url) => new TrackerEntry(url, index)),
    );
  }

  /** Why no tracker answers; undefined while one does, or may yet do. */
  get error(): TrackerError | undefined {
    const asked = [...this.#inUse];
    if (asked.some(({ works }) => works)) return undefined;
    if (asked.some(({ asked, error }) => asked !== undefined && !error)) return undefined;
    return asked.find(({ error }) => error)?.error;
  }

  /** Of each tracker by each family, as they were given. */
  get statuses(): TrackerStatus[] {
    return this.#options.tiers.flatMap((urls, tier) =>
      urls.flatMap((url) => {
        const entry = this.#tiers[tier]!.find((candidate) => candidate.url === url)!;
        return trackerStatuses(entry, this.#inUse.has(entry), this.#options.isOurs);
      }),
    );
  }

  start(): void {
    this.#started = true;
    this.#complete = this.#options.seed();
    this.#step();
  }

  /** The download is complete: the trackers are told at once, the first time. */
  completed(): void {
    if (this.#complete) return;
    this.#complete = true;
    for (const entry of this.#entries()) {
      for (const point of entry.points) point.completed();
    }
    this.#step();
  }

  /** A person wants the trackers asked: as soon as each allows it. */
  announce(): void {
    const { clock } = this.#options;
    for (const entry of this.#inUse) {
      for (const point of entry.points) point.hurry(clock.now());
    }
    this.#step();
  }

  /** We listen on another port: the trackers are told at once, as far as they allow it. */
  moved(): void {
    const { clock } = this.#options;
    for (const entry of this.#inUse) {
      for (const point of entry.points) point.moved(clock.now());
    }
    this.#step();
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
    const told = this.#entries().flatMap((entry) =>
      entry.points
        .filter(({ present }) => present)
        .map((point) => this.#say(entry, point, 'stopped', farewell.signal)),
    );
    await Promise.allSettled(told);
    timer.cancel();
  }

  #entries(): TrackerEntry[] {
    return this.#tiers.flat();
  }

  /** Asks whom it is time to ask, and sleeps until the next time. */
  #step(): void {
    if (!this.#started || this.#aborter.signal.aborted) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    const { clock, isPrivate, reach, needsPeers, seed } = this.#options;
    const now = clock.now();
    const needy = needsPeers();
    const { ask, inUse, wake } = chooseTrackers(this.#tiers, {
      reach: isPrivate ? 'first-tier' : reach(),
      patience: isPrivate ? Number.POSITIVE_INFINITY : PATIENCE,
      needy,
      incomplete: !seed(),
      now,
    });
    this.#inUse = inUse;
    for (const entry of ask) void this.#ask(entry, entry.ask(needy, now));
    if (Number.isFinite(wake)) {
      this.#timer = clock.timer(Math.max(wake - now, 0), () => this.#step());
    }
  }

  /** By each family that the tracker has (BEP 7). */
  async #ask(entry: TrackerEntry, due: readonly AnnouncePoint[]): Promise<void> {
    const { clock, client } = this.#options;
    const { signal } = this.#aborter;
    try {
      const families = await client.families(entry.url, signal);
      const points = entry.meet(families, due, clock.now());
      await Promise.all(points.map((point) => this.#announce(entry, point)));
    } catch (error) {
      for (const point of due) this.#failed(entry, point, error);
      this.#step();
    }
  }

  async #announce(entry: TrackerEntry, point: AnnouncePoint): Promise<void> {
    const event = point.say(this.#options.partialSeed());
    try {
      const answer = await this.#say(entry, point, event, this.#aborter.signal);
      if (this.#aborter.signal.aborted) return;
      this.#answered(entry, point, event, answer);
    } catch (error) {
      this.#failed(entry, point, error);
    }
    this.#step();
  }

  #answered(
    entry: TrackerEntry,
    point: AnnouncePoint,
    event: AnnounceRequest['event'],
    answer: AnnounceResponse,
  ): void {
    const { clock, found, seenAs } = this.#options;
    if (point.error) this.#options.heard(nameOf(entry, point), undefined);
    const warning = answer.warning && withoutSecrets(answer.warning, entry.url);
    point.answered(event, { ...answer, warning }, clock.now());
    const tier = this.#tiers[entry.tier]!;
    tier.splice(tier.indexOf(entry), 1);
    tier.unshift(entry);
    const host = trackerHost(entry.url);
    if (answer.externalIp) seenAs(answer.externalIp, host);
    found(worthDialling(answer.peers, host));
  }

  #failed(entry: TrackerEntry, point: AnnouncePoint, cause: unknown): void {
    if (this.#aborter.signal.aborted) return;
    const error = asTrackerError(cause, entry.url);
    if (point.error?.code !== error.code) {
      this.#options.heard(nameOf(entry, point), error);
    }
    point.failed(error, this.#options.clock.now());
  }

  #say(
    entry: TrackerEntry,
    point: AnnouncePoint,
    event: AnnounceRequest['event'],
    signal: AbortSignal,
  ): Promise<AnnounceResponse> {
    const { client, infoHash, peerId, key, port, totals, room } = this.#options;
    const wanted = Math.min(Math.max(2 * room(), SPARE), MOST_WANTED);
    const request: AnnounceRequest = {
      infoHash,
      peerId,
      port: port(),
      ...totals(),
      event,
      numWant: event === 'stopped' ? 0 : wanted,
      key,
      trackerId: point.trackerId,
    };
    return client.announce(entry.url, point.family, request, signal);
  }
}

/** By which family it is asked, where there are two. */
function nameOf({ url }: TrackerEntry, { family }: AnnouncePoint): string {
  const host = trackerHost(url);
  return family ? `${host} (${family === 'ipv4' ? 'IPv4' : 'IPv6'})` : host;
}

/** Its words are fit for a log: a tracker may repeat the passkey in its reason. */
function asTrackerError(cause: unknown, url: string): TrackerError {
  if (!(cause instanceof TrackerError)) {
    return new TrackerError('bad-answer', 'the tracker cannot be used', { cause });
  }
  const message = withoutSecrets(cause.message, url);
  if (message === cause.message) return cause;
  return new TrackerError(cause.code, message, cause);
}
