import type { TorrentRow } from '../../src/api/snapshot.ts';

export type ProgressRow = Pick<
  TorrentRow,
  'name' | 'status' | 'size' | 'done' | 'downRate' | 'peers' | 'eta'
>;

/** Where it is shown: standard output, or what a test gives. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const MIN_MS_TERMINAL = 100;
const MIN_MS_LOG = 3000;

/** One line for all rows together: name, percent, rate, peers, time left. */
export function formatProgress(rows: readonly ProgressRow[]): string {
  const [first, ...others] = rows;
  if (first === undefined) return 'no torrents';
  const sum = (pick: (row: ProgressRow) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  const size = sum((row) => row.size);
  const done = sum((row) => row.done);
  const name = others.length === 0 ? first.name : `${rows.length} torrents`;
  const eta = etaOf(rows);
  const peers = sum((row) => row.peers);
  return [
    name,
    busyWith(rows),
    // Rounded down: 100 % is said of what is complete, and of nothing else.
    size === 0 ? '' : `${(Math.floor((1000 * done) / size) / 10).toFixed(1)} %`,
    `${(sum((row) => row.downRate) / 1e6).toFixed(1)} MB/s`,
    `${peers} ${peers === 1 ? 'peer' : 'peers'}`,
    eta === null ? '' : `${formatSeconds(eta)} left`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** Prints progress: over itself on a terminal, else a line every few seconds. */
export class ProgressLine {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #printedAt = Number.NEGATIVE_INFINITY;
  #printed = '';

  /** `now`: milliseconds from any start. */
  constructor(stream: ProgressStream, now = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show(rows: readonly ProgressRow[]): void {
    const minimum = this.#stream.isTTY ? MIN_MS_TERMINAL : MIN_MS_LOG;
    if (this.#now() - this.#printedAt >= minimum) this.#print(formatProgress(rows));
  }

  /** The last state, however soon after the one before, and the end of the line. */
  finish(rows: readonly ProgressRow[]): void {
    this.#print(formatProgress(rows));
    this.#endLine();
  }

  /** A line of its own, above the progress. */
  say(line: string): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
    this.#stream.write(`${line}\n`);
    this.#printed = '';
  }

  #print(line: string): void {
    this.#printedAt = this.#now();
    if (line === this.#printed) return;
    this.#printed = line;
    if (!this.#stream.isTTY) this.#stream.write(`${line}\n`);
    else this.#stream.write(`\r${cutTo(line, this.#stream.columns)}\x1b[K`);
  }

  #endLine(): void {
    if (this.#stream.isTTY) this.#stream.write('\n');
    this.#printed = '';
  }
}

/** Cut to one line of the terminal, which a longer one would scroll. */
function cutTo(line: string, columns = 0): string {
  return columns > 0 ? line.slice(0, columns - 1) : line;
}

/** Seconds until the last is complete; null when that cannot be said. */
function etaOf(rows: readonly ProgressRow[]): number | null {
  const etas = rows.filter(isUnfinished).map((row) => row.eta);
  const known = etas.filter((eta) => eta !== null);
  return known.length > 0 && known.length === etas.length ? Math.max(...known) : null;
}

function isUnfinished(row: ProgressRow): boolean {
  return row.size === 0 || row.done < row.size;
}

/** What they are doing, where that is one thing and not downloading. */
function busyWith(rows: readonly ProgressRow[]): string {
  const [status = '', ...others] = new Set(rows.map((row) => row.status));
  return others.length > 0 || status === 'downloading' ? '' : status;
}

/** "1:02:03" or "2:03". */
function formatSeconds(total: number): string {
  const seconds = Math.round(total);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = hours > 0 ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
  return parts.map((part, at) => `${part}`.padStart(at === 0 ? 1 : 2, '0')).join(':');
}
