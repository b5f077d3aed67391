import type { SpeedHistory } from '../../../src/api/speed.ts';
import { formatBytes, formatRate } from '../../format/bytes.ts';
import type { BothWays } from '../../format/limits-now.ts';
import { curveSummary } from '../../format/speed-curves.ts';
import { text } from '../../i18n/text.ts';

export interface SpeedTableProps {
  readonly history: SpeedHistory;
  readonly now: BothWays;
  readonly limits: BothWays;
}

const WAYS = ['down', 'up'] as const;
const FIGURES = ['now', 'mean', 'peak', 'passed', 'overhead', 'limit'] as const;
type Figure = (typeof FIGURES)[number];

/** The legend of the curves, and what they come to: all that there is for who cannot see. */
export function SpeedTable({ history, now, limits }: SpeedTableProps) {
  const shown = FIGURES.filter((one) => one !== 'overhead' || history.overhead);
  const figures = { down: figuresOf('down'), up: figuresOf('up') };
  return (
    <table class="speed-table">
      <caption class="unseen">{text('speed.table')}</caption>
      <thead>
        <tr>
          <td />
          {WAYS.map((way) => (
            <th key={way} scope="col">
              <span class="speed-key" data-way={way} />
              {text(`speed.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((figure) => (
          <tr
            key={figure}
            title={figure === 'overhead' ? text('speed.overhead.how') : undefined}
          >
            <th scope="row">{text(`speed.${figure}`)}</th>
            {WAYS.map((way) => (
              <td key={way}>{figures[way][figure]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );

  function figuresOf(way: 'down' | 'up'): Record<Figure, string> {
    const { mean, peak, passed } = curveSummary(history[way], history);
    const limit = limits[way];
    return {
      now: formatRate(now[way]),
      mean: formatRate(mean),
      peak: formatRate(peak),
      passed: formatBytes(passed),
      overhead: formatBytes(sum(history.overhead?.[way] ?? [])),
      limit: limit > 0 ? formatRate(limit) : text('speed.no-limit'),
    };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
