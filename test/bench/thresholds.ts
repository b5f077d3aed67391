import type { Results } from './figures.ts';

/** What the project promises of its speed: `key` at least `factor` times `other`. */
const THRESHOLDS: readonly {
  readonly key: string;
  readonly factor: number;
  readonly other: 'raw pipeline' | 'webtorrent' | 'libtorrent';
}[] = [
  { key: 'rill-app', factor: 0.6, other: 'raw pipeline' },
  { key: 'rill-app', factor: 5, other: 'webtorrent' },
  { key: 'rill-node', factor: 0.6, other: 'libtorrent' },
];

/** A line for each threshold that was missed, or could not be judged. */
export function missedThresholds({ entries }: Results): string[] {
  const missed: string[] = [];
  for (const { key, factor, other } of THRESHOLDS) {
    const entry = entries.find((one) => one.key === key);
    const rival = entries.find((one) => one.key === other);
    const reached =
      other === 'raw pipeline'
        ? entry?.toRaw?.speed
        : entry && rival && entry.figures.speed / rival.figures.speed;
    const promise = `${key} at least ${factor} x ${other}`;
    if (reached === undefined) missed.push(`${promise}: not measured`);
    else if (reached < factor) missed.push(`${promise}: ${reached.toFixed(2)}`);
  }
  return missed;
}
