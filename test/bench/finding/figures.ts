import { type Finding, type FindingRun, SITUATIONS, type Situation } from './finding.ts';

const MARKS = {
  metadata: 'link to metadata',
  piece: 'link to first piece',
  pieceFromStart: 'program to first piece',
} as const satisfies Record<keyof Finding, string>;

/** Medians over the runs. */
export interface FindingFigures {
  readonly situation: Situation;
  readonly what: string;
  /** Seconds. */
  readonly rill: number;
  readonly libtorrent: number;
  /** Of Rill's time to libtorrent's, in each run: below 1, Rill is sooner. */
  readonly ratio: number;
}

export function findingFigures(runs: readonly FindingRun[]): FindingFigures[] {
  return (Object.keys(SITUATIONS) as Situation[]).flatMap((situation) => {
    const those = runs.filter((run) => run.situation === situation);
    return (Object.keys(MARKS) as (keyof Finding)[]).flatMap((mark) => {
      const pairs = those.flatMap(({ rill, libtorrent }) => {
        const [own, theirs] = [rill[mark], libtorrent[mark]];
        return own !== undefined && theirs !== undefined ? [[own, theirs] as const] : [];
      });
      if (pairs.length === 0) return [];
      return {
        situation,
        what: MARKS[mark],
        rill: median(pairs.map(([own]) => own)),
        libtorrent: median(pairs.map(([, theirs]) => theirs)),
        ratio: median(pairs.map(([own, theirs]) => own / theirs)),
      };
    });
  });
}

export function formatFinding(figures: readonly FindingFigures[]): string {
  const head = ['finding a link by DHT', 'Rill s', 'libtorrent s', 'ratio'];
  const rows = figures.map(({ situation, what, rill, libtorrent, ratio }) => [
    `${situation}: ${what}`,
    ...[rill, libtorrent].map((seconds) => seconds.toFixed(3)),
    ratio.toFixed(2),
  ]);
  return [head, ...rows]
    .map(([name, ...cells]) =>
      [name!.padEnd(38), ...cells.map((cell) => cell.padStart(14))].join(''),
    )
    .join('\n');
}

/** A line for each that Rill is later with, of a session that just started. */
export function missedFinding(figures: readonly FindingFigures[]): string[] {
  return figures
    .filter(({ situation, ratio }) => situation === 'just started' && ratio > 1)
    .map(({ what, ratio }) => `${what} at most 1.00 x libtorrent: ${ratio.toFixed(2)}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
