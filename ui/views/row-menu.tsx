import type { TorrentRow } from '../../src/api/snapshot.ts';
import { Menu, type MenuItem } from '../components/menu.tsx';
import {
  canCheck,
  canMove,
  canPause,
  canRename,
  canResume,
  canSave,
  isBeingMade,
} from '../format/row-abilities.ts';
import { text } from '../i18n/text.ts';
import { type App, useApp } from '../store/app.ts';

const QUEUE_MOVES = [
  { icon: 'first', to: 'top' },
  { icon: 'up', to: 'up' },
  { icon: 'down', to: 'down' },
  { icon: 'last', to: 'bottom' },
] as const;

export interface RowMenuProps {
  readonly row: TorrentRow;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/**
 * For the row, or for the whole selection when the row is part of it; what is passed on, or
 * edited, is that of one torrent.
 */
export function RowMenu({ row, at, onClose }: RowMenuProps) {
  const app = useApp();
  return (
    <Menu
      label={text('action.of', { action: text('action.more'), name: row.name })}
      groups={groupsFor(app, row.id)}
      at={at}
      onClose={onClose}
    />
  );
}

function groupsFor(app: App, id: string): MenuItem[][] {
  const { actions, selection, torrents } = app;
  const ids = selection.has(id) ? selection.ids.value : [id];
  const rows = torrents.rows(ids);
  if (rows.every(isBeingMade)) return [[cancelItem(app, rows)]];
  const [only, ...others] = ids;
  return [
    ...(rows[0] && rows.length === 1 ? [fileItems(app, rows[0])] : []),
    runItems(app, ids),
    folderItems(app, rows),
    queueItems(app, rows),
    ...(only !== undefined && others.length === 0 ? [passOnItems(app, only)] : []),
    [
      {
        icon: 'remove',
        label: text('action.remove'),
        run: () => actions.askToRemove(ids),
      },
      {
        icon: 'remove',
        label: text('action.delete'),
        run: () => actions.askToDelete(ids),
      },
    ],
  ];
}

function cancelItem({ actions }: App, rows: readonly TorrentRow[]): MenuItem {
  return {
    icon: 'close',
    label: text(rows.every((row) => row.error) ? 'action.dismiss' : 'action.cancel'),
    run: () => actions.askToRemove(rows.map((row) => row.id)),
  };
}

function fileItems({ actions, viewing }: App, row: TorrentRow): MenuItem[] {
  const open: MenuItem = {
    icon: 'open',
    label: text(row.fileCount > 1 ? 'file.show-all' : 'file.open'),
    disabled: row.fileCount === 0 || (row.fileCount === 1 && row.done < row.size),
    run: () => void viewing.openTorrent(row.id),
  };
  const rename: MenuItem = {
    icon: 'edit',
    label: text('action.rename'),
    disabled: !canRename(row),
    run: () => actions.askToRename(row.id),
  };
  return viewing.files ? [open, rename] : [rename];
}

function runItems({ actions, torrents }: App, ids: readonly string[]): MenuItem[] {
  const rows = torrents.rows(ids);
  const checkable = rows.filter(canCheck).map((row) => row.id);
  return [
    {
      icon: 'resume',
      label: text('action.resume'),
      disabled: !rows.some(canResume),
      run: () => void actions.resume(ids),
    },
    {
      icon: 'pause',
      label: text('action.pause'),
      disabled: !rows.some(canPause),
      run: () => void actions.pause(ids),
    },
    {
      icon: 'shield',
      label: text('action.recheck'),
      disabled: checkable.length === 0,
      run: () => void actions.recheck(checkable),
    },
  ];
}

function folderItems({ actions, dialog }: App, rows: readonly TorrentRow[]): MenuItem[] {
  const inside = rows.filter(canSave).map((row) => row.id);
  const movable = rows.filter(canMove).map((row) => row.id);
  const save: MenuItem = {
    icon: 'box',
    label: text('action.save'),
    run: () => void actions.saveToFolder(inside),
  };
  return [
    ...(inside.length > 0 ? [save] : []),
    {
      icon: 'move',
      label: text('action.move'),
      disabled: movable.length === 0,
      run: () => void actions.moveToFolder(movable),
    },
    {
      icon: 'label',
      label: text('action.labels'),
      run: () => {
        dialog.value = { kind: 'labels', ids: rows.map((row) => row.id) };
      },
    },
  ];
}

function queueItems({ actions }: App, rows: readonly TorrentRow[]): MenuItem[] {
  const queued = rows.filter(({ queuePosition }) => queuePosition !== null);
  const ids = queued.map(({ id }) => id);
  return QUEUE_MOVES.map(({ icon, to }) => ({
    icon,
    label: text(`queue.${to}`),
    disabled: ids.length === 0,
    run: () => void actions.moveInQueue(ids, to),
  }));
}

function passOnItems(
  { dialog, pane, selection, torrentFiles }: App,
  id: string,
): MenuItem[] {
  return [
    {
      icon: 'link',
      label: text('action.copy-magnet'),
      run: () => void torrentFiles.copyMagnet(id),
    },
    {
      icon: 'file',
      label: text('action.export'),
      run: () => void torrentFiles.save(id),
    },
    {
      icon: 'port',
      label: text('action.edit-trackers'),
      run: () => {
        dialog.value = { kind: 'trackers', id };
      },
    },
    {
      icon: 'info',
      label: text('action.details'),
      run: () => {
        selection.only(id);
        pane.show();
      },
    },
  ];
}
