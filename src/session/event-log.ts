import type { ErrorReport } from '../api/contract.ts';
import type { LogCode, LogEntry, LogPart } from '../api/log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { LOG_WORDS } from './log-words.ts';

/** Entries kept of all, and beside them of each torrent and of the engine itself. */
const MOST = 1000;
const MOST_OF_ONE = 200;
/** Torrents that are removed, and of which their own entries are kept. */
const MOST_GONE = 20;
/** New torrents from one look at which of them are gone to the next. */
const LOOK_EVERY = 32;
/** Characters of a name or another value, and of an error's message. */
const LONGEST = 200;
const LONGEST_MESSAGE = 500;

/** The torrent that an entry is about. */
export interface LogSubject {
  readonly id: string;
  readonly name: string;
}

export type LogValues = Readonly<Record<string, string | number>>;

export interface EventLogHost {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether it is in the list. */
  isHere(id: string): boolean;
}

/** What happened, as far back as there is room; also said in the host's log. */
export class EventLog {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #isHere: (id: string) => boolean;
  readonly #all: LogEntry[] = [];
  /** By torrent; null: the engine. */
  readonly #each = new Map<string | null, LogEntry[]>();
  /** Those that were removed, the last one last. */
  readonly #gone: string[] = [];
  #last: number;

  constructor({ clock, log, isHere }: EventLogHost) {
    this.#clock = clock;
    this.#log = log;
    this.#isHere = isHere;
    // Beyond those of an earlier run: nobody writes an entry a millisecond.
    this.#last = clock.date();
  }

  /** `subject`: undefined for the engine. */
  write(
    code: LogCode,
    subject: LogSubject | undefined,
    values: LogValues = {},
    error: ErrorReport | null = null,
  ): void {
    const { level, area, text } = LOG_WORDS[code];
    const bounded = boundedValues(values);
    const why = error && { ...error, message: plain(error.message, LONGEST_MESSAGE) };
    const said = text.replaceAll(/\{(\w+)\}/g, (_, key) => `${bounded[key] ?? ''}`);
    const message = why ? `${said}: ${why.message}` : said;
    const id = subject?.id ?? null;
    const name = plain(subject?.name ?? '', LONGEST);
    const number = ++this.#last;
    const time = this.#clock.date();
    const head = { number, time, level, id, name, code };
    const entry: LogEntry = { ...head, values: bounded, error: why, message };
    keep(this.#all, entry, MOST);
    keep(this.#own(id), entry, MOST_OF_ONE);
    this.#log.write(level, area, name ? `${name}: ${message}` : message);
  }

  /** See src/api/log.ts. A number that is yet to come is of another run: it gets all. */
  read(id: string | null, after: number): LogPart {
    const kept = id === null ? this.#everything() : (this.#each.get(id) ?? []);
    const last = this.#last;
    const entries = after > last ? kept : kept.filter(({ number }) => number > after);
    return { entries, last };
  }

  /** The torrent is gone, or is put back soon: what is kept of it alone goes after a while. */
  removed(id: string): void {
    this.#gone.push(id);
    if (this.#gone.length > MOST_GONE) this.#gone.shift();
  }

  #own(id: string | null): LogEntry[] {
    const known = this.#each.get(id);
    if (known) return known;
    if (this.#each.size % LOOK_EVERY === 0) this.#forgetGone();
    const own: LogEntry[] = [];
    this.#each.set(id, own);
    return own;
  }

  /** Also of those that left in other ways than by being removed. */
  #forgetGone(): void {
    const kept = new Set(this.#gone);
    for (const id of this.#each.keys()) {
      if (id !== null && !kept.has(id) && !this.#isHere(id)) this.#each.delete(id);
    }
  }

  /** However much torrents have to say, what the engine said is not lost in it. */
  #everything(): LogEntry[] {
    const first = this.#all[0]?.number ?? 0;
    const before = (this.#each.get(null) ?? []).filter(({ number }) => number < first);
    return [...before, ...this.#all];
  }
}

function keep(entries: LogEntry[], entry: LogEntry, most: number): void {
  entries.push(entry);
  if (entries.length > most) entries.shift();
}

function boundedValues(values: LogValues): LogValues {
  const bounded = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' ? plain(value, LONGEST) : value,
  ]);
  return Object.fromEntries(bounded);
}

/** Without control characters, and cut where it is long; never within a character. */
function plain(text: string, longest: number): string {
  const line = text.slice(0, longest * 2).replaceAll(/\p{Cc}+/gu, ' ');
  const characters = [...line];
  if (characters.length <= longest) return line;
  return `${characters.slice(0, longest - 1).join('')}…`;
}
