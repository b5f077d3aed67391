import type { TorrentRow } from '../../src/api/snapshot.ts';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { isComplete } from '../format/status-text.ts';
import { StatusLine } from './status-line.tsx';

export interface NameCellProps {
  readonly row: TorrentRow;
  /** Whether Tab reaches what is in it. */
  readonly reachable: boolean;
}

/** What a torrent is called, and below it what it is doing. */
export function NameCell({ row, reachable }: NameCellProps) {
  return (
    <div class="name-cell">
      <Icon name={iconOf(row)} />
      <div class="row-words">
        <bdi class="row-name" title={row.name}>
          {row.name}
        </bdi>
        <StatusLine row={row} reachable={reachable} />
      </div>
    </div>
  );
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
