import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { SpeedHistory, SpeedSpan } from '../../../src/api/speed.ts';
import { inlineKeys } from '../../components/inline-keys.ts';
import { nextRow } from '../../components/next-row.ts';
import { formatRate } from '../../format/bytes.ts';
import { formatMinute, formatSecond } from '../../format/clock-time.ts';
import type { BothWays } from '../../format/limits-now.ts';
import { curveSummary, speedCurves } from '../../format/speed-curves.ts';
import { currentLanguage, text } from '../../i18n/text.ts';
import type { SpeedChart } from './speed-chart.ts';

export interface SpeedPlotProps {
  readonly history: SpeedHistory;
  readonly span: SpeedSpan;
  /** Bytes a second. */
  readonly now: BothWays;
  readonly limits: BothWays;
}

/**
 * The curves, with a line at the moment that the pointer or the arrow keys are on. It is drawn
 * when something new is known, which is asked for only while it is to be seen.
 */
export function SpeedPlot({ history, span, now, limits }: SpeedPlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<SpeedChart>(undefined);
  const at = useSignal<number | undefined>(undefined);
  const curves = speedCurves(history);
  const language = currentLanguage();
  const latest = useRef({ curves, limits, span });
  latest.current = { curves, limits, span };

  useEffect(() => {
    let ended = false;
    // Only who looks at curves has need of what draws them.
    void import('./speed-chart.ts').then(({ SpeedChart }) => {
      if (ended || !place.current) return;
      const made = new SpeedChart(place.current, (index) => {
        at.value = index;
      });
      chart.current = made;
      made.show(latest.current);
    });
    return () => {
      ended = true;
      chart.current?.close();
      chart.current = undefined;
    };
    // Another language may run the other way, and writes its figures otherwise.
  }, [at, language]);

  useEffect(() => chart.current?.show({ curves, limits, span }));

  const index = at.value;
  const last = curves.times.length - 1;
  const moment = index === undefined ? undefined : momentText(index);
  return (
    <figure class="speed-figure">
      <div
        ref={place}
        class="speed-plot"
        role="slider"
        tabIndex={0}
        aria-label={text('speed.moment')}
        aria-description={summary()}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index ?? last}
        aria-valuetext={moment ?? momentText(last)}
        onKeyDown={(event) => {
          const key = rowKey(event.key, inlineKeys(event.currentTarget));
          const to = nextRow(key, index ?? last + 1, last + 1, last / 6);
          if (to === undefined) return;
          event.preventDefault();
          chart.current?.point(to);
        }}
        onBlur={() => chart.current?.point(undefined)}
      />
      <figcaption class="speed-moment">
        {moment ?? (isQuiet() ? text('speed.quiet') : '')}
      </figcaption>
    </figure>
  );

  function momentText(moment: number): string {
    const time = (curves.times[moment] ?? 0) * 1000;
    return text('speed.at', {
      time: span === 'minute' ? formatSecond(time) : formatMinute(time),
      down: formatRate(curves.down[moment] ?? 0),
      up: formatRate(curves.up[moment] ?? 0),
    });
  }

  function isQuiet(): boolean {
    return !history.down.some(Boolean) && !history.up.some(Boolean);
  }

  function summary(): string {
    const down = curveSummary(history.down, history);
    const up = curveSummary(history.up, history);
    return text(`speed.summary.${span}`, {
      down: formatRate(now.down),
      downMean: formatRate(down.mean),
      downPeak: formatRate(down.peak),
      up: formatRate(now.up),
      upMean: formatRate(up.mean),
      upPeak: formatRate(up.peak),
    });
  }
}

/** Time is a row of slots, which lies along the line. */
function rowKey(key: string, [back, forth]: readonly [string, string]): string {
  if (key === back) return 'ArrowUp';
  return key === forth ? 'ArrowDown' : key;
}
