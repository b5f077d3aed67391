import type { LogEntry, LogLevel } from '../../src/api/log.ts';
import type { GridColumn } from '../components/grid-head.tsx';
import { Icon } from '../components/icon.tsx';
import { formatMoment } from '../format/clock-time.ts';
import { logText } from '../format/log-text.ts';
import { text } from '../i18n/text.ts';

const ICONS = { info: 'info', warning: 'warning', error: 'error' } as const;

/** `ofAll`: whether it is said which torrent each is about. */
export function logColumns(ofAll: boolean): readonly GridColumn<LogEntry>[] {
  const torrent: GridColumn<LogEntry> = {
    key: 'torrent',
    label: text('log.torrent'),
    cell: ({ id, name }) => (
      <bdi class="clip" title={name}>
        {id === null ? text('log.rill') : name}
      </bdi>
    ),
  };
  return [
    {
      key: 'time',
      label: text('log.time'),
      cell: ({ time }) => (
        <time class="log-time" dateTime={new Date(time).toISOString()}>
          {formatMoment(time, Date.now())}
        </time>
      ),
    },
    {
      key: 'kind',
      label: text('log.kind'),
      unseen: true,
      cell: ({ level }) => <Level level={level} />,
    },
    ...(ofAll ? [torrent] : []),
    {
      key: 'what',
      label: text('log.what'),
      cell: (entry) => {
        const said = logText(entry);
        return (
          <span class="clip" title={said}>
            {said}
          </span>
        );
      },
    },
  ];
}

function Level({ level }: { readonly level: LogLevel }) {
  const kind = text(`log.kind.${level}`);
  return (
    <span class="log-kind" data-level={level} title={kind}>
      <Icon name={ICONS[level]} />
      <span class="unseen">{kind}</span>
    </span>
  );
}
