const MIN_MS_TERMINAL = 100;
const MIN_MS_LOG = 3000;

/**
 * One line for all `rows` (src/api/snapshot.ts) together: name, percent, rate, peers, ETA.
 */
export function formatProgress(rows) {
  if (rows.length === 0) return 'no torrents';
  const sum = (pick) => rows.reduce((total, row) => total + pick(row), 0);
  const size = sum((row) => row.size);
  const done = sum((row) => row.done);
  const name = rows.length === 1 ? rows[0].name : `${rows.length} torrents`;
  const etas = rows.filter(isUnfinished).map((row) => row.eta);
  const peers = sum((row) => row.peers);
  return [
    name,
    busyWith(rows),
    // Rounded down: 100 % is said of what is complete, and of nothing else.
    size === 0 ? '' : `${(Math.floor((1000 * done) / size) / 10).toFixed(1)} %`,
    `${(sum((row) => row.downRate) / 1e6).toFixed(1)} MB/s`,
    `${peers} ${peers === 1 ? 'peer' : 'peers'}`,
    etas.length === 0 || etas.includes(null)
      ? ''
      : `${formatSeconds(Math.max(...etas))} left`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** Prints progress: over itself on a terminal, else a line every few seconds. */
export class ProgressLine {
  #stream;
  #now;
  #printedAt = Number.NEGATIVE_INFINITY;
  #printed = '';

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream, now = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  show(rows) {
    const minimum = this.#stream.isTTY ? MIN_MS_TERMINAL : MIN_MS_LOG;
    if (this.#now() - this.#printedAt >= minimum) this.#print(formatProgress(rows));
  }

  /** The last state, however soon after the one before, and the end of the line. */
  finish(rows) {
    this.#print(formatProgress(rows));
    this.#endLine();
  }

  /** A line of its own, above the progress. */
  say(line) {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
    this.#stream.write(`${line}\n`);
    this.#printed = '';
  }

  #print(line) {
    this.#printedAt = this.#now();
    if (line === this.#printed) return;
    this.#printed = line;
    if (!this.#stream.isTTY) this.#stream.write(`${line}\n`);
    else this.#stream.write(`\r${cutTo(line, this.#stream.columns)}\x1b[K`);
  }

  #endLine() {
    if (this.#stream.isTTY) this.#stream.write('\n');
    this.#printed = '';
  }
}

/** Cut to one line of the terminal, which a longer one would scroll. */
function cutTo(line, columns) {
  return columns > 0 ? line.slice(0, columns - 1) : line;
}

function isUnfinished(row) {
  return row.size === 0 || row.done < row.size;
}

/** What stands before everything else, when it is not downloading. */
function busyWith(rows) {
  const statuses = new Set(rows.map((row) => row.status));
  return statuses.size === 1 && !statuses.has('downloading') ? [...statuses][0] : '';
}

function formatSeconds(total) {
  const seconds = Math.round(total);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[0] === 0) parts.shift();
  return parts
    .map((part, at) => (at === 0 ? `${part}` : `${part}`.padStart(2, '0')))
    .join(':');
}
