import type { SpeedHistory } from '../api/speed.ts';
import { NO_TOTALS, type Statistics as Report, type Totals } from '../api/statistics.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import type { BothWays } from './meters.ts';
import { type StatisticsRecord, saveStatistics } from './statistics-record.ts';

export interface StatisticsHost {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  /** What passed in the last day, which is kept with it. */
  day(): SpeedHistory;
  /** It could not be written. */
  failed(error: unknown): void;
}

type Count = 'wrong' | 'duplicate' | 'added' | 'completed';
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Milliseconds from write to write while things pass: what a crash can take from the record. */
const SAVE_EVERY = 60_000;

/** What was done in this session, and ever. */
export class Statistics {
  readonly #host: StatisticsHost;
  /** Before this session. */
  #before: Totals = NO_TOTALS;
  #since: number;
  #starts = 1;
  #session: Mutable<Totals> = { ...NO_TOTALS };
  /** When the session began to count. */
  #began: number;
  #saved = 0;
  #changed = false;
  #saving: Promise<void> = Promise.resolve();
  /** Whether it is known what was before, and anything may be written. */
  #started = false;

  constructor(host: StatisticsHost) {
    this.#host = host;
    this.#since = host.clock.date();
    this.#began = host.clock.now();
  }

  /** `record`: of earlier sessions; undefined where there is none. */
  start(record: StatisticsRecord | undefined): void {
    this.#before = record?.totals ?? NO_TOTALS;
    this.#since = record?.since ?? this.#since;
    this.#starts = (record?.starts ?? 0) + 1;
    this.#started = true;
    this.#saved = this.#host.clock.now();
  }

  /** Of all torrents together, payload and what is beside it; `peers` are connected. */
  passed({ down, up }: BothWays, overhead: BothWays, peers: number): void {
    const session = this.#session;
    session.downloaded += down;
    session.uploaded += up;
    session.overheadDown += overhead.down;
    session.overheadUp += overhead.up;
    if (peers > session.mostPeers) session.mostPeers = peers;
    this.#changed ||= down > 0 || up > 0;
    if (this.#host.clock.now() - this.#saved >= SAVE_EVERY) void this.saveChanges();
  }

  count(what: Count, more = 1): void {
    this.#session[what] += more;
    this.#changed = true;
  }

  read(): Report {
    const session = this.#now();
    const allTime = sum(this.#before, session);
    return { session, allTime, since: this.#since, starts: this.#starts };
  }

  /** Counts anew from now on. Resolves once that is on record. */
  async reset(): Promise<Report> {
    const { clock } = this.#host;
    this.#before = NO_TOTALS;
    this.#session = { ...NO_TOTALS };
    this.#since = clock.date();
    this.#starts = 1;
    this.#began = clock.now();
    await this.save();
    return this.read();
  }

  /** Writes what has changed, if anything has. Resolves once it is on record, or could not be. */
  async saveChanges(): Promise<void> {
    if (this.#changed) await this.save();
  }

  /** The same, and how long it ran by now. */
  save(): Promise<void> {
    this.#saved = this.#host.clock.now();
    this.#changed = false;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** The same; nothing is written from then on. */
  async stop(): Promise<void> {
    await this.save();
    this.#started = false;
  }

  #now(): Totals {
    const time = (this.#host.clock.now() - this.#began) / 1000;
    return { ...this.#session, time: Math.floor(time) };
  }

  async #save(): Promise<void> {
    if (!this.#started) return;
    const { store, day, failed } = this.#host;
    const { allTime, since, starts } = this.read();
    const { end, down, up } = day();
    try {
      await saveStatistics(store, {
        since,
        starts,
        totals: allTime,
        day: { end, down, up },
      });
    } catch (error) {
      failed(error);
    }
  }
}

function sum(before: Totals, session: Totals): Totals {
  return {
    downloaded: before.downloaded + session.downloaded,
    uploaded: before.uploaded + session.uploaded,
    overheadDown: before.overheadDown + session.overheadDown,
    overheadUp: before.overheadUp + session.overheadUp,
    wrong: before.wrong + session.wrong,
    duplicate: before.duplicate + session.duplicate,
    time: before.time + session.time,
    added: before.added + session.added,
    completed: before.completed + session.completed,
    mostPeers: Math.max(before.mostPeers, session.mostPeers),
  };
}
