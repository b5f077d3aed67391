import type { ErrorReport } from '../../src/api/contract.ts';
import type { SessionStatus, TorrentRow } from '../../src/api/snapshot.ts';
import { explain } from './explain.ts';
import { bytes, duration, percent } from './figures.ts';
import { printable } from './inspection-text.ts';

/** Tells whoever started `rill` how it goes. */
export interface Report {
  listening(status: SessionStatus): void;
  progress(row: TorrentRow): void;
  peerDropped(peer: string, error: ErrorReport): void;
  complete(row: TorrentRow): void;
  failed(error: ErrorReport): void;
  interrupted(): void;
}

export type Out = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** One JSON object a line. */
export function jsonReport(out: Out): Report {
  const say = (event: string, fields: object) =>
    out.write(`${JSON.stringify({ event, ...fields })}\n`);
  return {
    listening: ({ listenPort, listenError }) =>
      say('listening', { port: listenPort, error: listenError }),
    progress: (row) =>
      say('progress', {
        status: row.status,
        done: row.done,
        size: row.size,
        progress: row.progress,
        downRate: row.downRate,
        upRate: row.upRate,
        uploaded: row.uploaded,
        downloaded: row.downloaded,
        peers: row.peers,
        eta: row.eta,
        trackerError: row.trackerError,
      }),
    peerDropped: (peer, error) => say('peer-dropped', { peer, error }),
    complete: (row) => say('complete', { name: row.name, size: row.size }),
    failed: (error) => say('error', { ...error }),
    interrupted: () => say('interrupted', {}),
  };
}

/** A line that is written over on a terminal; a line every ten seconds elsewhere. */
export function lineReport(out: Out, err: Out, now: () => number): Report {
  const terminal = out.isTTY === true;
  let lastLine = Number.NEGATIVE_INFINITY;
  const clear = () => terminal && out.write('\r\x1b[K');
  return {
    listening: () => {},
    progress: (row) => {
      const line = printable(progressLine(row));
      if (terminal) {
        out.write(`\r\x1b[K${line.slice(0, (out.columns ?? 80) - 1)}`);
      } else if (now() - lastLine >= 10_000) {
        lastLine = now();
        out.write(`${line}\n`);
      }
    },
    peerDropped: () => {},
    complete: (row) => {
      clear();
      out.write(`${row.name}: complete and verified, ${bytes(row.size)}\n`);
    },
    failed: (error) => {
      clear();
      err.write(`rill: ${printable(explain(error))}\n`);
    },
    interrupted: () => {
      clear();
      err.write('rill: stopped; start again to go on from here\n');
    },
  };
}

function progressLine(row: TorrentRow): string {
  if (row.status === 'checking') {
    return `${row.name}: checking ${percent(row.progress)}`;
  }
  if (row.status === 'metadata') {
    return `${row.name}: looking for someone who knows this torrent, ${row.peers} peers`;
  }
  const done = row.size === 0 ? 1 : row.done / row.size;
  const parts = [
    `${percent(done)} of ${bytes(row.size)}`,
    `down ${bytes(row.downRate)}/s`,
    `up ${bytes(row.upRate)}/s`,
    row.peers === 1 ? '1 peer' : `${row.peers} peers`,
  ];
  if (row.eta !== null) parts.push(`${duration(row.eta)} left`);
  if (row.trackerError && row.peers === 0) parts.push(row.trackerError.message);
  return `${row.name}: ${parts.join(', ')}`;
}
