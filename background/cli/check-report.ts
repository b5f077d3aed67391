import type { ErrorReport } from '../../src/api/contract.ts';
import type { CheckResult } from './check.ts';
import { explain } from './explain.ts';
import { bytes, percent } from './figures.ts';
import { printable } from './inspection-text.ts';
import type { Out } from './report.ts';

/** Tells whoever started `rill check` how it goes. */
export interface CheckReport {
  /** `fraction`: from 0 to 1. */
  progress(name: string, fraction: number): void;
  checked(result: CheckResult): void;
  failed(error: ErrorReport): void;
  interrupted(): void;
}

/** Milliseconds between two lines of progress. */
const EVERY = 100;

/** One JSON object at the end; how far it is, on a terminal. */
export function jsonCheckReport(out: Out, err: Out, now: () => number): CheckReport {
  const line = new ProgressLine(err, now);
  const say = (object: object) => {
    line.clear();
    out.write(`${JSON.stringify(object)}\n`);
  };
  return {
    progress: (name, fraction) => line.show(name, fraction),
    checked: say,
    failed: ({ code, message }) => say({ error: { code, message } }),
    interrupted: () => {
      line.clear();
      err.write('rill: stopped\n');
    },
  };
}

/** The whole in one line, then each file of which something is missing. */
export function textCheckReport(out: Out, err: Out, now: () => number): CheckReport {
  const line = new ProgressLine(err, now);
  return {
    progress: (name, fraction) => line.show(name, fraction),
    checked: (result) => {
      line.clear();
      out.write(`${resultText(result)}\n`);
    },
    failed: (error) => {
      line.clear();
      err.write(`rill: ${printable(explain(error))}\n`);
    },
    interrupted: () => {
      line.clear();
      err.write('rill: stopped\n');
    },
  };
}

function resultText({ complete, pieceCount, pieces, files }: CheckResult): string {
  const all = files.length === 1 ? 'the file is' : `all ${files.length} files are`;
  const head = complete ? `complete: ${all} there` : 'incomplete';
  const missing = files
    .filter(({ size, done }) => done < size)
    .map(({ path, size, done }) => {
      const share = percent(done / size).padStart(6);
      return `  ${share}  ${printable(path)}, ${bytes(size - done)} missing`;
    });
  return [`${head}, ${pieces} of ${pieceCount} pieces are right`, ...missing].join('\n');
}

/** Written over again and again; nothing where that is no terminal. */
class ProgressLine {
  readonly #err: Out;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;

  constructor(err: Out, now: () => number) {
    this.#err = err;
    this.#now = now;
  }

  show(name: string, fraction: number): void {
    if (this.#err.isTTY !== true || this.#now() - this.#last < EVERY) return;
    this.#last = this.#now();
    const line = `${name}: ${percent(fraction)} checked`;
    this.#err.write(`\r\x1b[K${line.slice(0, (this.#err.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.#err.isTTY === true) this.#err.write('\r\x1b[K');
  }
}
