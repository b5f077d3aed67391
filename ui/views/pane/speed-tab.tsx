import { useCallback } from 'preact/hooks';
import type { SessionStatus, TorrentRow } from '../../../src/api/snapshot.ts';
import type { SpeedSpan } from '../../../src/api/speed.ts';
import { Segments } from '../../components/segments.tsx';
import { errorSentence } from '../../format/error-text.ts';
import { limitsNow, strictest } from '../../format/limits-now.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { usePolled } from '../use-polled.ts';
import { PaneNote } from './pane-note.tsx';
import { SpeedPlot } from './speed-plot.tsx';
import { SpeedTable } from './speed-table.tsx';
import type { LiveDetails } from './use-live-details.ts';

export interface SpeedTabProps {
  readonly row: TorrentRow;
  readonly details: LiveDetails;
}

const WHOSE = ['torrent', 'all'] as const;
const SPANS = ['minute', 'hour', 'day'] as const satisfies readonly SpeedSpan[];
/** Milliseconds: the last slot of the longer ones is long in coming. */
const EVERY = { minute: 1000, hour: 2500, day: 5000 } as const;

/** How fast it was: this torrent, or all together. */
export function SpeedTab({ row, details }: SpeedTabProps) {
  const { commands, records, settings, torrents } = useApp();
  const { speedOf, span } = records;
  const id = speedOf.value === 'all' ? null : row.id;
  const chosen = span.value;
  const ask = useCallback(
    () => commands.getSpeedHistory(id, chosen),
    [commands, id, chosen],
  );
  const { value, failure } = usePolled(id ?? '', EVERY[chosen], ask);
  const status = torrents.status.value;
  const options =
    details.read.kind === 'details' ? details.read.details.options : undefined;
  const all = status && settings.value && limitsNow(status, settings.value);
  const own = id === null ? undefined : options;
  const limits = {
    down: strictest(all?.down, own?.downLimit),
    up: strictest(all?.up, own?.upLimit),
  };
  return (
    <>
      <div class="pane-bar">
        <Segments
          label={text('speed.of')}
          values={WHOSE}
          chosen={speedOf.value}
          nameOf={(one) => text(`speed.of.${one}`)}
          onChoose={(one) => {
            speedOf.value = one;
          }}
        />
        <Segments
          label={text('speed.span')}
          values={SPANS}
          chosen={chosen}
          nameOf={(one) => text(`speed.span.${one}`)}
          onChoose={(one) => {
            span.value = one;
          }}
        />
      </div>
      {value ? (
        <div class="speed">
          <SpeedPlot
            history={value}
            span={chosen}
            now={now(row, status, id)}
            limits={limits}
          />
          <SpeedTable history={value} now={now(row, status, id)} limits={limits} />
        </div>
      ) : (
        <PaneNote>{failure ? errorSentence(failure) : text('details.loading')}</PaneNote>
      )}
    </>
  );
}

/** Bytes a second, as the list has them. */
function now(row: TorrentRow, status: SessionStatus | undefined, id: string | null) {
  const { downRate: down, upRate: up } = (id === null && status) || row;
  return { down, up };
}
