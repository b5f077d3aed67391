import type { Command, IpFilterResult } from '../api/contract.ts';
import type { LogPart, TorrentLogCode } from '../api/log.ts';
import type { Settings } from '../api/settings.ts';
import type { SessionStatus } from '../api/snapshot.ts';
import type { SpeedHistory, SpeedSpan } from '../api/speed.ts';
import type { Statistics as Figures } from '../api/statistics.ts';
import type { RillError } from '../errors/rill-error.ts';
import type { Ports } from '../ports/ports.ts';
import type { Torrent } from '../torrent/torrent.ts';
import type { TorrentEvent } from '../torrent/torrent-event.ts';
import type { PeerFault } from '../torrent/web-sources.ts';
import { EventLog, type LogSubject } from './event-log.ts';
import { Journal } from './journal.ts';
import { Meters } from './meters.ts';
import { Statistics } from './statistics.ts';
import { loadStatistics } from './statistics-record.ts';

export interface ChronicleHost {
  readonly ports: Pick<Ports, 'clock' | 'store' | 'log'>;
  /** Whether it is in the list. */
  has(torrent: Torrent): boolean;
  status(): SessionStatus;
  /** Of a torrent or link that is here; '' for any other. */
  nameOf(id: string): string;
}

/** What persons do themselves, for the record. */
const PERSONAL: Partial<Record<Command['kind'], TorrentLogCode>> = {
  pause: 'paused-by-person',
  resume: 'resumed',
  remove: 'removed',
};

/** Milliseconds between two looks at how it stands with the engine, while anything runs. */
const LOOK_EVERY = 5000;

/** What was: how fast things passed, what happened, and how much it has come to. */
export class Chronicle {
  readonly #journal: Journal;
  readonly #meters: Meters;
  readonly #statistics: Statistics;
  readonly #host: ChronicleHost;
  #nextLook = 0;

  constructor(host: ChronicleHost) {
    this.#host = host;
    const { ports } = host;
    const isHere = (id: string) => host.nameOf(id) !== '';
    this.#journal = new Journal({ ...host, log: new EventLog({ ...ports, isHere }) });
    this.#meters = new Meters({
      ...ports,
      has: (torrent) => host.has(torrent),
      counted: (passed, overhead, peers) => {
        this.#statistics.passed(passed, overhead, peers);
        this.#lookSometimes();
      },
      rests: () => void this.#statistics.saveChanges(),
    });
    this.#statistics = new Statistics({
      ...ports,
      day: () => this.#meters.read(null, 'day'),
      failed: (error) => {
        this.#journal.engine('not-saved', { what: 'the statistics' }, error);
      },
    });
  }

  /** Goes on with what is on record of earlier sessions. */
  async start(): Promise<void> {
    const record = await loadStatistics(this.#host.ports.store);
    if (record) this.#meters.restore('day', record.day);
    this.#statistics.start(record);
    this.#journal.engine('engine-started');
  }

  /** How it stands with the engine may be another now. */
  look(): void {
    this.#journal.look();
  }

  /** See TorrentContext. */
  changed(torrent: Torrent): void {
    this.#meters.changed(torrent);
    this.#journal.changed(torrent);
  }

  completed({ id }: Torrent): void {
    this.#statistics.count('completed');
    this.#journal.torrent('completed', id);
  }

  /** Of a torrent or link that is here. */
  tell(code: TorrentLogCode, id: string): void {
    if (code === 'added' || code === 'link-added') this.#statistics.count('added');
    this.#journal.torrent(code, id);
  }

  failed(subject: LogSubject, error: RillError): void {
    this.#journal.failed(subject, error);
  }

  /** Of something that is on record. */
  notRestored(what: string, error: unknown): void {
    this.#journal.engine('not-restored', { what }, error);
  }

  dropped(torrent: Torrent, name: string, reason: PeerFault): void {
    this.#journal.dropped(torrent, name, reason);
  }

  happened(id: string, event: TorrentEvent): void {
    if (event.kind === 'overhead') this.#meters.overhead(event.down, event.up);
    if (event.kind === 'duplicate') this.#statistics.count('duplicate', event.bytes);
    if (event.kind === 'piece-wrong') this.#statistics.count('wrong', event.bytes);
    this.#journal.happened(id, event);
  }

  settingsChanged(before: Settings, now: Settings): void {
    const keys = Object.keys(now) as (keyof Settings)[];
    const changed = keys.filter(
      (key) => JSON.stringify(now[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length > 0) {
      this.#journal.engine('settings-changed', { settings: changed.join(' ') });
    }
    this.#journal.look();
  }

  /** Answers what it was given. */
  filterSet(result: IpFilterResult): IpFilterResult {
    const { ranges } = result;
    if (ranges === 0) this.#journal.engine('filter-cleared');
    else this.#journal.engine('filter-set', { ranges });
    return result;
  }

  /** A person is about to have this done to a torrent or link, if it is here. */
  commanded(command: Command): void {
    const code = PERSONAL[command.kind];
    if (code && 'id' in command && command.id && this.#host.nameOf(command.id) !== '') {
      this.#journal.torrent(code, command.id);
    }
  }

  /** Of one torrent or link; null: of all together. */
  speed(id: string | null, span: SpeedSpan): SpeedHistory {
    return this.#meters.read(id, span);
  }

  /** What came after that number; null: of all, and of the engine. */
  log(id: string | null, after: number): LogPart {
    return this.#journal.read(id, after);
  }

  statistics(): Figures {
    this.#meters.count();
    return this.#statistics.read();
  }

  /** Counts anew from now on, and answers with that. */
  resetStatistics(): Promise<Figures> {
    this.#meters.count();
    return this.#statistics.reset();
  }

  /** Resolves once what is not yet on record is, or could not be. */
  async save(): Promise<void> {
    this.#meters.count();
    await this.#statistics.save();
  }

  /** The same; call once nothing passes any more. */
  async stop(): Promise<void> {
    this.#meters.stop();
    await this.#statistics.stop();
  }

  #lookSometimes(): void {
    const now = this.#host.ports.clock.now();
    if (now < this.#nextLook) return;
    this.#nextLook = now + LOOK_EVERY;
    this.#journal.look();
  }
}
