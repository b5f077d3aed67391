import type { Clock } from '../ports/clock.ts';
import type { ResumeData } from '../storage/resume-data.ts';

/** What a run counts. */
interface RunMeters {
  readonly down: { readonly total: number };
  readonly up: { readonly total: number };
}

/** What a torrent got and gave, and how long it shared: in earlier runs, and in this one. */
export class Totals {
  readonly #clock: Clock;
  #downloaded: number;
  #uploaded: number;
  /** Milliseconds. */
  #seeded: number;
  #run: RunMeters | undefined;
  /** When this run was first complete. */
  #seedingSince: number | undefined;
  #completedAt: number | undefined;

  constructor(
    before: Pick<ResumeData, 'downloaded' | 'uploaded' | 'seeded' | 'completedAt'>,
    clock: Clock,
  ) {
    this.#downloaded = before.downloaded;
    this.#uploaded = before.uploaded;
    this.#seeded = before.seeded * 1000;
    this.#completedAt = before.completedAt;
    this.#clock = clock;
  }

  /** Bytes of payload. */
  get downloaded(): number {
    return this.#downloaded + (this.#run?.down.total ?? 0);
  }

  get uploaded(): number {
    return this.#uploaded + (this.#run?.up.total ?? 0);
  }

  /** Milliseconds of sharing, having everything. */
  get seeded(): number {
    const since = this.#seedingSince;
    return this.#seeded + (since === undefined ? 0 : this.#clock.now() - since);
  }

  /** When the last piece came, by the date; undefined: not yet, or it was there at first. */
  get completedAt(): number | undefined {
    return this.#completedAt;
  }

  began(run: RunMeters, complete: boolean): void {
    this.#run = run;
    if (complete) this.completed();
  }

  /** Everything is there; harmless when no run is. */
  completed(): void {
    if (this.#run) this.#seedingSince ??= this.#clock.now();
  }

  /** The last piece came. */
  finished(): void {
    this.#completedAt = this.#clock.date();
    this.completed();
  }

  /** Something is missing again. */
  lacking(): void {
    this.#seeded = this.seeded;
    this.#seedingSince = undefined;
  }

  ended(): void {
    this.#downloaded = this.downloaded;
    this.#uploaded = this.uploaded;
    this.#seeded = this.seeded;
    this.#run = undefined;
    this.#seedingSince = undefined;
  }
}
