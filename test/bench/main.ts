import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { CONTESTANTS } from './contestants/all.ts';
import { resultsOf } from './figures.ts';
import { findingFigures, formatFinding, missedFinding } from './finding/figures.ts';
import { measureFinding } from './finding/measure.ts';
import {
  formatLookupDecoding,
  measureLookupDecoding,
  missedLookupDecoding,
} from './lookup-decoding.ts';
import { formatMaking, measureMaking } from './making.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { runRounds } from './rounds.ts';
import { openStage } from './stage.ts';
import { formatTable } from './table.ts';
import { missedThresholds } from './thresholds.ts';
import { formatWindow, missedWindow } from './window/figures.ts';
import { measureWindow } from './window/measure.ts';

/** The keys of what has no contestant. */
const MAKING = 'making';
const FINDING = 'finding';
const DECODING = 'decoding';
const WINDOW = 'window';

/** Runs the benchmark; the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  const { runs, only, json, check, help } = options;
  if (help) {
    const keys = CONTESTANTS.map(({ key, title }) => `  ${key.padEnd(25)}${title}`);
    keys.push(`  ${MAKING.padEnd(25)}making torrents, beside the hasher alone`);
    keys.push(`  ${FINDING.padEnd(25)}bare magnet links by the DHT, beside libtorrent`);
    keys.push(`  ${DECODING.padEnd(25)}lookups of the DHT, by the codec alone`);
    keys.push(`  ${WINDOW.padEnd(25)}the window, at a thousand torrents`);
    console.log(`${HELP}\nContestants\n${keys.join('\n')}`);
    return 0;
  }
  const known = [MAKING, FINDING, DECODING, WINDOW, ...CONTESTANTS.map(({ key }) => key)];
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}`);
  const contestants = CONTESTANTS.filter(({ key }) => only?.includes(key) ?? true);

  // Leaving is enough: the stage goes with the process, and so does all it started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(130));
  }
  const say = (line: string) => console.error(line);
  const window =
    (only?.includes(WINDOW) ?? true) ? await measureWindow(runs, say) : undefined;
  if (window) console.log(`${formatWindow(window)}\n`);
  const rest = only?.every((name) => name === WINDOW)
    ? undefined
    : await measureTransfers(options, contestants, say);
  if (json !== undefined) {
    await writeFile(json, `${JSON.stringify({ options, window, ...rest }, null, 2)}\n`);
  }
  const missed = check ? [...missedWindow(window), ...(rest?.missed ?? [])] : [];
  for (const line of missed) console.log(`missed: ${line}`);
  return missed.length > 0 ? 1 : 0;
}

/** All that needs a torrent and its seeder, or is measured beside it. */
async function measureTransfers(
  { size, pieceLength, runs, only }: Options,
  contestants: readonly Contestant[],
  say: (line: string) => void,
) {
  const stage = await openStage(size, pieceLength);
  if (!stage.tmpfs)
    console.error(`no tmpfs could be mounted: everything is in ${stage.dir}`);
  try {
    const outcomes = await runRounds(stage, contestants, runs, say);
    const results = resultsOf(outcomes, size);
    console.log(formatTable(results));
    const { dir } = stage;
    const making =
      (only?.includes(MAKING) ?? true)
        ? await measureMaking(dir, join(dir, 'source'), size, runs)
        : [];
    if (making.length > 0) console.log(`\n${formatMaking(making)}`);
    const finding =
      (only?.includes(FINDING) ?? true)
        ? findingFigures(await measureFinding(dir, runs, say))
        : [];
    if (finding.length > 0) console.log(`\n${formatFinding(finding)}`);
    const decoding =
      (only?.includes(DECODING) ?? true) ? measureLookupDecoding() : undefined;
    if (decoding) console.log(`\n${formatLookupDecoding(decoding)}`);
    const missed = [
      ...missedThresholds(results),
      ...missedFinding(finding),
      ...missedLookupDecoding(decoding),
    ];
    return { ...results, making, finding, decoding, missed };
  } finally {
    await stage.close();
  }
}
