import { useComputed, useSignal } from '@preact/signals';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { GridPart } from '../components/grid-part.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { ProgressBar } from '../components/progress-bar.tsx';
import { formatPercent } from '../format/percent.ts';
import { isComplete, shownShare } from '../format/status-text.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { LabelChips } from './filters/label-chips.tsx';
import { RowActions } from './row-actions.tsx';
import { RowFigures } from './row-figures.tsx';
import { RowMenu } from './row-menu.tsx';
import { StatusLine } from './status-line.tsx';

export function TorrentRowView({ id }: { readonly id: string }) {
  const { pane, selection, torrents } = useApp();
  const selected = useComputed(() => selection.has(id));
  const active = useComputed(() => selection.active.value === id);
  const menuAt = useSignal<{ x: number; y: number } | undefined>(undefined);
  const row = torrents.row(id)?.value;
  if (!row) return null;
  return (
    <GridPart
      part="row"
      class="row"
      data-id={id}
      data-status={row.error ? 'error' : row.status}
      data-complete={isComplete(row)}
      aria-selected={selected.value}
      tabIndex={active.value ? 0 : -1}
      onFocusIn={() => selection.focus(id)}
      onClick={(event) => select(event)}
      onDblClick={(event) => {
        if (!(event.target as Element).closest('button')) pane.show();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        if (!selection.has(id)) selection.only(id);
        menuAt.value = { x: event.clientX, y: event.clientY };
      }}
    >
      <GridPart part="gridcell" class="cell-name">
        <Icon name={iconOf(row)} />
        <div class="row-words">
          <div class="row-title">
            <bdi class="row-name" title={row.name}>
              {row.name}
            </bdi>
            <LabelChips labels={row.labels} />
          </div>
          <StatusLine row={row} reachable={active.value} />
        </div>
      </GridPart>
      <GridPart part="gridcell" class="cell-progress">
        <ProgressBar
          share={shownShare(row)}
          label={text('row.progress', { name: row.name })}
        />
        <span class="percent">{percentOf(row)}</span>
      </GridPart>
      <RowFigures row={row} />
      <GridPart part="gridcell" class="cell-actions">
        <RowActions
          row={row}
          reachable={active.value}
          onMore={(at) => {
            menuAt.value = at;
          }}
        />
        {menuAt.value && (
          <RowMenu
            row={row}
            at={menuAt.value}
            onClose={() => {
              menuAt.value = undefined;
            }}
          />
        )}
      </GridPart>
    </GridPart>
  );

  function select(event: MouseEvent): void {
    if ((event.target as Element).closest('button')) return;
    if (event.shiftKey) selection.extendTo(id);
    else if (event.ctrlKey || event.metaKey) selection.toggle(id);
    else selection.only(id);
  }
}

function percentOf(row: TorrentRow): string {
  const isUnknown = row.size === 0 && (row.status !== 'creating' || row.error);
  return isUnknown ? text('row.nothing') : formatPercent(shownShare(row));
}

function iconOf(row: TorrentRow): IconName {
  switch (row.status) {
    case 'metadata':
      return 'search';
    case 'queued':
      return 'clock';
    case 'checking':
      return 'shield';
    case 'creating':
      return row.error ? 'warning' : 'share';
    case 'downloading':
      return 'down';
    case 'seeding':
      return 'complete';
    case 'moving':
      return 'move';
    case 'paused':
      return isComplete(row) ? 'complete' : 'pause';
    case 'error':
      return 'warning';
    default:
      return row.status satisfies never;
  }
}
