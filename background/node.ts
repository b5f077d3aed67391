import { isMainThread, parentPort } from 'node:worker_threads';
import { readArguments, USAGE } from './cli/arguments.ts';
import { check } from './cli/check.ts';
import { jsonCheckReport, textCheckReport } from './cli/check-report.ts';
import { create } from './cli/create.ts';
import { jsonCreateReport, textCreateReport } from './cli/create-report.ts';
import { dht } from './cli/dht.ts';
import { inspect } from './cli/inspect.ts';
import { jsonReport, lineReport } from './cli/report.ts';
import { transfer } from './cli/transfer.ts';
import { serveHashing } from './platform/node/worker-hasher.ts';

declare const RILL_VERSION: string;

/** The command line. Answers the exit code. */
async function main(): Promise<number> {
  const invocation = readArguments(process.argv.slice(2));
  switch (invocation.command) {
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return 0;
    case 'version':
      process.stdout.write(`rill ${RILL_VERSION}\n`);
      return 0;
    case 'usage':
      refuse(invocation.problem, process.argv.slice(2));
      return 2;
    case 'create': {
      const report = invocation.json
        ? jsonCreateReport(process.stdout, process.stderr)
        : textCreateReport(process.stdout, process.stderr, () => performance.now());
      return create(invocation, report, interrupted());
    }
    case 'inspect':
      return inspect(invocation, process.stdout, process.stderr);
    case 'dht':
      return dht(invocation, process.stdout, process.stderr, interrupted());
    case 'check': {
      const reportOf = invocation.json ? jsonCheckReport : textCheckReport;
      const report = reportOf(process.stdout, process.stderr, () => performance.now());
      return check(invocation, report, interrupted());
    }
    case 'download':
    case 'seed': {
      const report = invocation.json
        ? jsonReport(process.stdout)
        : lineReport(process.stdout, process.stderr, () => performance.now());
      return transfer(invocation, report, interrupted());
    }
  }
}

/** Whoever asked for JSON reads JSON, whatever is wrong with the rest. */
function refuse(problem: string, args: readonly string[]): void {
  const error = { fault: 'input', code: 'bad-command', message: problem } as const;
  if (!args.includes('--json')) {
    process.stderr.write(`rill: ${problem}\n${USAGE}\n`);
  } else if (args[0] === 'download' || args[0] === 'seed') {
    jsonReport(process.stdout).failed(error);
  } else {
    jsonCreateReport(process.stdout, process.stderr).failed(error);
  }
}

/** Fires when somebody ends the program, or whoever reads what it says. */
function interrupted(): AbortSignal {
  const interrupt = new AbortController();
  process.stdout.once('error', () => interrupt.abort());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupt.abort());
  }
  return interrupt.signal;
}

// The one file is also what the Worker that hashes runs.
if (isMainThread) {
  // Who reads only the beginning, as `head` does, has heard enough.
  process.stdout.on('error', () => {});
  process.exitCode = await main();
} else if (parentPort) serveHashing(parentPort);
