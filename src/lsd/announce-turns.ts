/** Milliseconds between two announcements of one torrent (BEP 14). */
const INTERVAL = 5 * 60_000;
/** Milliseconds by which one may come early, to share a datagram with others. */
const EARLY = 30_000;
/** Milliseconds from one datagram to the next. */
const PAUSE = 1000;
/** Milliseconds within which one torrent is not announced twice, whatever happens (BEP 14). */
const LEAST = 60_000;

/** Which torrents are to be announced when; they gather in few datagrams, and do not burst. */
export class AnnounceTurns {
  readonly #due = new Map<string, number>();
  /** When each was last announced, also of those that are gone, for a while. */
  readonly #last = new Map<string, number>();
  #next = 0;

  /** To be announced then; a minute after the last time at the earliest. */
  add(key: string, due: number): void {
    const last = this.#last.get(key) ?? Number.NEGATIVE_INFINITY;
    const earliest = Math.max(due, last + LEAST);
    this.#due.set(key, Math.min(earliest, this.#due.get(key) ?? earliest));
  }

  delete(key: string): void {
    this.#due.delete(key);
  }

  /** All of them, as soon as may be: somebody may listen who did not before. */
  hurry(now: number): void {
    for (const key of this.#due.keys()) this.add(key, now);
  }

  /** When to ask `take` again; undefined while there are none. */
  get next(): number | undefined {
    if (this.#due.size === 0) return undefined;
    return Math.max(this.#next, Math.min(...this.#due.values()));
  }

  /** Up to `most` that are announced now, the longest due first: none before it is time. */
  take(now: number, most: number): string[] {
    if (this.next === undefined || now < this.next) return [];
    const taken = [...this.#due]
      .filter(([, due]) => due - EARLY <= now)
      .sort(([, one], [, other]) => one - other)
      .slice(0, most)
      .map(([key]) => key);
    for (const [key, last] of this.#last) if (last + LEAST <= now) this.#last.delete(key);
    for (const key of taken) {
      this.#due.set(key, now + INTERVAL);
      this.#last.set(key, now);
    }
    this.#next = now + PAUSE;
    return taken;
  }
}
