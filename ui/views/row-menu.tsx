import type { TorrentRow } from '../../src/api/snapshot.ts';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { canMove, canPause, canResume, canSave } from '../format/row-abilities.ts';
import { text } from '../i18n/text.ts';
import { type App, useApp } from '../store/app.ts';

export interface RowMenuProps {
  readonly row: TorrentRow;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** For the row, or for the whole selection when the row is part of it. */
export function RowMenu({ row, at, onClose }: RowMenuProps) {
  const app = useApp();
  return (
    <Menu
      label={text('action.of', { action: text('action.more'), name: row.name })}
      items={itemsFor(app, row.id)}
      at={at}
      onClose={onClose}
    />
  );
}

function itemsFor(app: App, id: string): MenuItem[] {
  const { actions, dialog, selection, torrents } = app;
  const ids = selection.has(id) ? selection.ids.value : [id];
  const rows = torrents.rows(ids);
  const inside = rows.filter(canSave).map((row) => row.id);
  const movable = rows.filter(canMove).map((row) => row.id);
  const save: MenuItem = {
    icon: 'box',
    label: text('action.save'),
    run: () => void actions.saveToFolder(inside),
  };
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
    ...(inside.length > 0 ? [save] : []),
    {
      icon: 'move',
      label: text('action.move'),
      disabled: movable.length === 0,
      run: () => void actions.moveToFolder(movable),
    },
    {
      icon: 'remove',
      label: text('action.remove'),
      run: () => {
        dialog.value = { kind: 'remove', ids };
      },
    },
  ];
}
