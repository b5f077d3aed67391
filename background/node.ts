import { readArguments, USAGE } from './cli/arguments.ts';
import { create } from './cli/create.ts';
import { jsonCreateReport, textCreateReport } from './cli/create-report.ts';
import { jsonReport, lineReport } from './cli/report.ts';
import { transfer } from './cli/transfer.ts';

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
      process.stderr.write(`rill: ${invocation.problem}\n${USAGE}\n`);
      return 2;
    case 'create': {
      const report = invocation.json
        ? jsonCreateReport(process.stdout, process.stderr)
        : textCreateReport(process.stdout, process.stderr, () => performance.now());
      return create(invocation, report, interrupted());
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

/** Fires when somebody ends the program. */
function interrupted(): AbortSignal {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupt.abort());
  }
  return interrupt.signal;
}

process.exitCode = await main();
