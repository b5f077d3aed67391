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

const FIGURES = ['now', 'mean', 'peak', 'passed', 'limit'] as const;

/** The legend of the curves, and what they come to: all that there is for who cannot see. */
export function SpeedTable({ history, now, limits }: SpeedTableProps) {
  return (
    <table class="speed-table">
      <caption class="unseen">{text('speed.table')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{text('speed.way')}</span>
          </th>
          {FIGURES.map((figure) => (
            <th key={figure} scope="col">
              {text(`speed.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['down', 'up'] as const).map((way) => {
          const { mean, peak, passed } = curveSummary(history[way], history);
          const limit = limits[way];
          return (
            <tr key={way}>
              <th scope="row">
                <span class="speed-key" data-way={way} />
                {text(`speed.${way}`)}
              </th>
              <td>{formatRate(now[way])}</td>
              <td>{formatRate(mean)}</td>
              <td>{formatRate(peak)}</td>
              <td>{formatBytes(passed)}</td>
              <td>{limit > 0 ? formatRate(limit) : text('speed.no-limit')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
