import type { ComponentChildren } from 'preact';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import type { GridColumn } from '../components/grid-head.tsx';
import type { MenuPlace } from '../components/menu-place.ts';
import { ProgressBar } from '../components/progress-bar.tsx';
import { formatBytes, formatRate } from '../format/bytes.ts';
import { formatDay } from '../format/date.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPercent } from '../format/percent.ts';
import { formatRatio } from '../format/ratio.ts';
import { canResume, isBeingMade } from '../format/row-abilities.ts';
import { shownShare, statusText } from '../format/status-text.ts';
import { formatCount, text } from '../i18n/text.ts';
import { type ColumnKey, LIST_COLUMNS } from '../store/list-columns.ts';
import { NameCell } from './name-cell.tsx';
import { RowActions } from './row-actions.tsx';

type Cell = (row: TorrentRow, reachable: boolean) => ComponentChildren;

/** What there is to see of a torrent; null where there is nothing to say. */
const CELLS: Readonly<Record<ColumnKey, Cell>> = {
  queue: ({ queuePosition }) => queuePosition && formatCount(queuePosition),
  name: (row, reachable) => <NameCell row={row} reachable={reachable} />,
  progress: (row) => <Progress row={row} />,
  size: ({ size }) => size > 0 && formatBytes(size),
  status: (row) => clipped(row.error ? text('status.error') : statusText(row)),
  down: ({ downRate }) => downRate > 0 && formatRate(downRate),
  up: ({ upRate }) => upRate > 0 && formatRate(upRate),
  peers: ({ peers }) => peers > 0 && formatCount(peers),
  seeds: ({ seeds }) => seeds > 0 && formatCount(seeds),
  eta: ({ eta }) => eta !== null && formatDuration(eta),
  ratio: ({ uploaded, done }) => done > 0 && formatRatio(uploaded, done),
  downloaded: ({ downloaded }) => downloaded > 0 && formatBytes(downloaded),
  uploaded: ({ uploaded }) => uploaded > 0 && formatBytes(uploaded),
  remaining: ({ size, done }) => size > done && formatBytes(size - done),
  label: ({ labels }) => clipped(labels.join(', ')),
  tracker: ({ trackers }) => clipped(trackers.join(', ')),
  added: ({ addedAt }) => formatDay(addedAt),
  completed: ({ completedAt }) => completedAt !== null && formatDay(completedAt),
  folder: ({ folder }) => clipped(folder.name),
};

/** Those of the list, as it has them, and what can be done with a row. */
export function torrentColumns(
  keys: readonly ColumnKey[],
  rowOf: (id: string) => TorrentRow | undefined,
  onMore: (id: string, at: MenuPlace) => void,
): readonly GridColumn<string>[] {
  return [
    ...keys.map((key): GridColumn<string> => {
      const { numeric, largestFirst } = LIST_COLUMNS[key];
      const cell = (id: string, reachable: boolean) => {
        const row = rowOf(id);
        return row && (CELLS[key](row, reachable) || <Nothing />);
      };
      return { key, label: columnName(key), numeric, largestFirst, cell };
    }),
    {
      key: 'actions',
      label: text('column.actions'),
      unseen: true,
      cell: (id, reachable) => {
        const row = rowOf(id);
        if (!row) return null;
        const { name } = row;
        return (
          <RowActions {...{ id, name, reachable, onMore }} does={firstAction(row)} />
        );
      },
    },
  ];
}

function firstAction(row: TorrentRow) {
  if (isBeingMade(row)) return row.error ? 'dismiss' : 'cancel';
  return canResume(row) ? 'resume' : 'pause';
}

export function columnName(key: ColumnKey): string {
  return text(`column.${key}`);
}

function Progress({ row }: { readonly row: TorrentRow }) {
  return (
    <div class="row-progress">
      <ProgressBar
        share={shownShare(row)}
        label={text('row.progress', { name: row.name })}
      />
      <span class="percent">{percentOf(row)}</span>
    </div>
  );
}

function percentOf(row: TorrentRow): string {
  const isUnknown = row.size === 0 && (row.status !== 'creating' || row.error);
  return isUnknown ? text('row.nothing') : formatPercent(shownShare(row));
}

function Nothing() {
  return <span class="nothing">{text('row.nothing')}</span>;
}

function clipped(words: string) {
  return (
    words !== '' && (
      <bdi class="clip" title={words}>
        {words}
      </bdi>
    )
  );
}
