import { expect, test } from '@jest/globals';
import { findingFigures, formatFinding, missedFinding } from './figures.ts';
import type { Finding, FindingRun, Situation } from './finding.ts';

const took = (metadata: number, piece: number, pieceFromStart?: number): Finding => ({
  ...{ metadata, piece, pieceFromStart },
});

function run(situation: Situation, rill: Finding, libtorrent: Finding): FindingRun {
  return { situation, rill, libtorrent };
}

const STARTED = [
  run('just started', took(1, 4, 5), took(2, 2, 2)),
  run('just started', took(1, 6, 7), took(5, 12, 10)),
  run('just started', took(9, 6, 1), took(3, 3, 4)),
];

test('the ratio is the median of those of the runs, each of two that followed each other', () => {
  const [metadata, piece, fromStart] = findingFigures(STARTED);
  expect(metadata).toMatchObject({ rill: 1, libtorrent: 3, ratio: 0.5 });
  expect(piece).toMatchObject({ rill: 6, libtorrent: 3, ratio: 2 });
  expect(fromStart).toMatchObject({ rill: 5, libtorrent: 4, ratio: 0.7 });
});

test('of a session at work there is no start of the program', () => {
  const figures = findingFigures([run('at work', took(1, 2), took(1, 1))]);
  expect(figures.map(({ what }) => what)).toEqual([
    'link to metadata',
    'link to first piece',
  ]);
  expect(formatFinding(figures).split('\n')[2]).toMatch(
    /first piece +2.000 +1.000 +2.00$/,
  );
});

test('what a session that just started is later with than libtorrent is missed', () => {
  const atWork = run('at work', took(9, 9), took(1, 1));
  expect(missedFinding(findingFigures([...STARTED, atWork]))).toEqual([
    'link to first piece at most 1.00 x libtorrent: 2.00',
  ]);
});
