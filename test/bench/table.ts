import type { Entry, Figures, Results } from './figures.ts';

const HEADER = [
  'contestant',
  ...['MB/s', 'x lt', 'x raw'],
  ...['CPU s/GB', 'x lt', 'x raw'],
  ...['peak MB', 'x lt', 'x raw'],
];

/** The figures, one contestant a line, then who could not run and why. */
export function formatTable({ entries, failures }: Results): string {
  const rows = [HEADER, ...entries.map(cells)];
  const widths = HEADER.map((_, column) =>
    Math.max(...rows.map((row) => row[column]!.length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  '),
  );
  return [
    ...lines,
    ...failures.map(({ key, reason }) => `${key}: did not run: ${reason}`),
  ].join('\n');
}

function cells({ title, figures, toLibtorrent, toRaw }: Entry): string[] {
  const triple = (pick: (figures: Figures) => number, digits: number) => [
    pick(figures).toFixed(digits),
    toLibtorrent ? pick(toLibtorrent).toFixed(2) : '-',
    toRaw ? pick(toRaw).toFixed(2) : '-',
  ];
  return [
    title,
    ...triple(({ speed }) => speed, 0),
    ...triple(({ cpu }) => cpu, 2),
    ...triple(({ memory }) => memory, 0),
  ];
}
