import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { TrackerError } from '../errors/tracker-error.ts';
import type { AnnounceResponse } from '../protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../protocol/tracker/announce-url.ts';

type Event = AnnounceRequest['event'];

/** Milliseconds. */
const FIRST_RETRY = 15_000;
const LAST_RETRY = 30 * 60_000;
/** From a failure until a person may have it asked again. */
const BREATH = 10_000;
/** Between announces for want of peers: where the tracker says nothing, and at least. */
const DEFAULT_MIN_INTERVAL = 5 * 60_000;
const LEAST_SOON = 60_000;
/** Between looks whether peers are wanted. */
const LOOK = 60_000;

/**
 * One tracker by one address family, which to the tracker is a peer of its own (BEP 7): what
 * it was told, what it said, and when it is to be asked. All times are the clock's.
 *
 *  1. Asked once, it is asked again after the interval that it gave.
 *  2. While peers are wanted it is asked after its minimum interval, then after twice that and
 *     so on, until the interval is reached.
 *  3. That the download is complete is said at once, and said again until it is heard.
 *  4. After a failure it is asked after 15 s, then after twice that and so on, up to half an
 *     hour; or when it said that it wants to be asked (BEP 31); not before its server wants
 *     to be asked again (Retry-After). What cannot ever be asked is not.
 */
export class AnnouncePoint {
  readonly family: AddressFamily | undefined;
  #asked: number | undefined;
  #known = false;
  #saying = false;
  /** What is being said is not so any more. */
  #stale = false;
  #owesCompleted = false;
  #next = Number.NEGATIVE_INFINITY;
  /** Not before this, whatever a person wants. */
  #earliest = Number.NEGATIVE_INFINITY;
  /** Not before this, as the tracker itself said, whatever has changed. */
  #allowed = Number.NEGATIVE_INFINITY;
  /** When to ask for want of peers. */
  #soon = Number.POSITIVE_INFINITY;
  /** Announces in a row for want of peers. */
  #early = 0;
  #failures = 0;
  #error: TrackerError | undefined;
  #answer: AnnounceResponse | undefined;
  #answeredAt: number | undefined;
  #trackerId: Uint8Array | undefined;

  constructor(family: AddressFamily | undefined) {
    this.family = family;
  }

  /** Since when an answer is waited for. */
  get asked(): number | undefined {
    return this.#asked;
  }

  /** Whether the tracker may count us as a peer. */
  get present(): boolean {
    return this.#known || this.#saying;
  }

  /** What the tracker called us last. */
  get trackerId(): Uint8Array | undefined {
    return this.#trackerId;
  }

  /** Why it failed the last time; undefined when it did not. */
  get error(): TrackerError | undefined {
    return this.#error;
  }

  /** The last there was. */
  get answer(): AnnounceResponse | undefined {
    return this.#answer;
  }

  get answeredAt(): number | undefined {
    return this.#answeredAt;
  }

  get works(): boolean {
    return this.#answer !== undefined && this.#failures === 0;
  }

  /** When to ask; Infinity while an answer is waited for. `needy`: peers are wanted. */
  dueAt(needy: boolean): number {
    if (this.#asked !== undefined) return Number.POSITIVE_INFINITY;
    if (this.#failures > 0) return this.#next;
    if (this.#owesCompleted && this.#known) return Number.NEGATIVE_INFINITY;
    return needy ? Math.min(this.#next, this.#soon) : this.#next;
  }

  /** When to look again whether it is due, if it is not: peers may be wanted by then. */
  lookAt(now: number): number {
    const due = this.dueAt(false);
    const soon = this.dueAt(true);
    return Math.min(due, soon > now ? soon : now + LOOK);
  }

  /**
   * What is being said from now on. A partial seed says so each time (BEP 21): it is nobody's
   * downloader.
   */
  say(partialSeed: boolean): Event {
    this.#saying = true;
    if (!this.#known) return 'started';
    if (this.#owesCompleted) return 'completed';
    return partialSeed ? 'paused' : undefined;
  }

  /** It is being asked. */
  ask(now: number): void {
    this.#asked = now;
    const early = this.works && !this.#owesCompleted && now < this.#next;
    this.#early = early ? this.#early + 1 : 0;
  }

  answered(event: Event, answer: AnnounceResponse, now: number): void {
    this.#asked = undefined;
    this.#saying = false;
    this.#known = true;
    if (event === 'completed') this.#owesCompleted = false;
    this.#failures = 0;
    this.#error = undefined;
    this.#answer = answer;
    this.#answeredAt = now;
    this.#trackerId = answer.trackerId ?? this.#trackerId;
    const interval = answer.interval * 1000;
    const least = answer.minInterval && answer.minInterval * 1000;
    const soon = Math.max(least ?? DEFAULT_MIN_INTERVAL, LEAST_SOON) * 2 ** this.#early;
    this.#next = now + Math.max(interval, least ?? 0);
    this.#earliest = now + (least ?? Math.min(interval, DEFAULT_MIN_INTERVAL));
    this.#allowed = now + (least ?? 0);
    if (this.#stale) this.#next = this.#allowed;
    this.#stale = false;
    this.#soon = now + soon;
  }

  failed(error: TrackerError, now: number): void {
    this.#asked = undefined;
    this.#saying = false;
    // What it hears of us first is then that everything is here.
    if (!this.#known) this.#owesCompleted = false;
    this.#error = error;
    this.#stale = false;
    const retry = Math.min(FIRST_RETRY * 2 ** this.#failures++, LAST_RETRY);
    const wait = waitAfter(error, retry);
    // No try makes an address one that can be asked.
    this.#next =
      error.code === 'unsupported-scheme' ? Number.POSITIVE_INFINITY : now + wait;
    this.#earliest = now + (error.retryIn === undefined ? BREATH : wait);
    this.#allowed = error.retryIn === undefined ? now : this.#earliest;
  }

  /** The download is complete. Who hears of us only now is told nothing of it. */
  completed(): void {
    if (this.#known || this.#asked !== undefined) this.#owesCompleted = true;
  }

  /** A person wants it asked: as soon as the tracker allows. */
  hurry(now: number): void {
    this.#next = Math.max(now, this.#earliest);
  }

  /** Where we can be reached is not what it was told. */
  moved(now: number): void {
    this.#stale = this.#asked !== undefined;
    this.#next = Math.max(now, this.#allowed);
  }
}

/**
 * Milliseconds. What the tracker itself says holds (BEP 31); what the server before it says can
 * only make that longer: it knows nothing of how often it said so.
 */
function waitAfter({ code, retryIn }: TrackerError, retry: number): number {
  if (retryIn === undefined) return retry;
  const wait = retryIn * 1000;
  return code === 'http-status' ? Math.max(wait, retry) : wait;
}
