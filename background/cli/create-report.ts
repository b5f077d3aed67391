import type { ErrorReport } from '../../src/api/contract.ts';
import type { Summary } from './create.ts';
import { explain } from './explain.ts';
import { bytes, percent } from './figures.ts';
import { printable } from './inspection-text.ts';
import type { Out } from './report.ts';

/** Tells whoever started `rill create` how it goes. */
export interface CreateReport {
  /** Bytes hashed, and in all. */
  progress(name: string, done: number, size: number): void;
  made(summary: Summary): void;
  failed(error: ErrorReport): void;
  interrupted(): void;
}

/** Milliseconds between two lines of progress. */
const EVERY = 100;

/** One JSON object at the end, of the torrent or of what is wrong; no progress. */
export function jsonCreateReport(out: Out, err: Out): CreateReport {
  const say = (object: object) => out.write(`${JSON.stringify(object)}\n`);
  return {
    progress: () => {},
    made: say,
    failed: ({ code, message }) => say({ error: { code, message } }),
    interrupted: () => err.write('rill: stopped\n'),
  };
}

/** A line that is written over on a terminal; nothing before the end elsewhere. */
export function textCreateReport(out: Out, err: Out, now: () => number): CreateReport {
  const terminal = err.isTTY === true;
  let lastLine = Number.NEGATIVE_INFINITY;
  const begun = now();
  const clear = () => terminal && err.write('\r\x1b[K');
  return {
    progress: (name, done, size) => {
      if (!terminal || now() - lastLine < EVERY) return;
      lastLine = now();
      const rate = bytes((done * 1000) / Math.max(now() - begun, 1));
      const line = `${name}: ${percent(done / size)} of ${bytes(size)}, ${rate}/s`;
      err.write(`\r\x1b[K${line.slice(0, (err.columns ?? 80) - 1)}`);
    },
    made: (summary) => {
      clear();
      const { infoHashV1, infoHashV2, pieceCount, pieceLength, totalSize } = summary;
      const lines = [
        `${summary.name}: ${bytes(totalSize)} in ${pieceCount} pieces of ${pieceLength / 1024} KiB`,
        infoHashV1 && `info hash v1: ${infoHashV1}`,
        infoHashV2 && `info hash v2: ${infoHashV2}`,
        `magnet link: ${summary.magnet}`,
        `written to ${summary.file}`,
      ];
      out.write(`${lines.filter((line) => line !== null).join('\n')}\n`);
    },
    failed: (error) => {
      clear();
      err.write(`rill: ${printable(explain(error))}\n`);
    },
    interrupted: () => {
      clear();
      err.write('rill: stopped\n');
    },
  };
}
