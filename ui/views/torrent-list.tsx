import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { DataGrid } from '../components/data-grid.tsx';
import type { GridTraits } from '../components/grid-row.tsx';
import type { MenuPlace } from '../components/menu-place.ts';
import { isComplete } from '../format/status-text.ts';
import { currentLanguage, text } from '../i18n/text.ts';
import { type App, useApp } from '../store/app.ts';
import { type ColumnKey, isColumn } from '../store/list-columns.ts';
import { ColumnMenu } from './column-menu.tsx';
import { onListKey } from './list-keys.ts';
import { RowMenu } from './row-menu.tsx';
import { torrentColumns } from './torrent-columns.tsx';

type OpenMenu =
  | { readonly of: 'row'; readonly id: string; readonly at: MenuPlace }
  | { readonly of: 'column'; readonly key: ColumnKey; readonly at: MenuPlace };

const keyOf = (id: string) => id;

/** All that passes the filters, in order. */
export function TorrentList() {
  const app = useApp();
  const { layout, listing, pane, selection, torrents, watching } = app;
  const menu = useSignal<OpenMenu | undefined>(undefined);
  const keys = layout.columns.value;
  const language = currentLanguage();
  // The same as long as they can be: what they are not drawn anew for stays as it is.
  const grid = useMemo(
    () => ({
      columns: torrentColumns(
        keys,
        (id) => torrents.row(id)?.value,
        (id, at) => {
          menu.value = { of: 'row', id, at };
        },
      ),
      traitsOf: (id: string) => traitsOf(app, id),
      nameOf: (id: string) => torrents.row(id)?.peek().name ?? '',
      layout: gridLayout(app, (key, at) => {
        menu.value = { of: 'column', key, at };
      }),
    }),
    [keys, language],
  );
  useEffect(
    () => () => {
      watching.rows.value = [];
    },
    [],
  );
  return (
    <div class="list">
      <DataGrid
        {...grid}
        label={text('app.torrents')}
        description={text('list.keys')}
        look="torrents"
        rows={listing.ids.value}
        keyOf={keyOf}
        order={layout.order}
        widths={layout.template.value}
        selection={selection}
        onRowKey={(event) => onListKey(app, event)}
        onMenu={(id, at) => {
          menu.value = { of: 'row', id, at };
        }}
        onOpen={() => pane.show()}
        onSeen={(ids) => {
          watching.rows.value = ids;
        }}
        onRoom={(room) => {
          layout.room.value = room;
        }}
        empty={null}
      />
      {menu.value && (
        <MenuOf
          menu={menu.value}
          onClose={() => {
            menu.value = undefined;
          }}
        />
      )}
    </div>
  );
}

interface MenuOfProps {
  readonly menu: OpenMenu;
  readonly onClose: () => void;
}

function MenuOf({ menu, onClose }: MenuOfProps) {
  const { torrents } = useApp();
  const { at } = menu;
  if (menu.of === 'column') {
    return <ColumnMenu column={menu.key} at={at} onClose={onClose} />;
  }
  const row = torrents.row(menu.id)?.value;
  return row ? <RowMenu row={row} at={at} onClose={onClose} /> : null;
}

function traitsOf({ torrents }: App, id: string): GridTraits {
  const row = torrents.row(id)?.value;
  if (!row) return {};
  return {
    'data-id': id,
    'data-status': row.error ? 'error' : row.status,
    'data-complete': isComplete(row),
  };
}

/** A grid's columns are of any keys. Whoever hears no more than that is told the rest. */
function gridLayout(
  { announcement, layout }: App,
  openMenu: (key: ColumnKey, at: MenuPlace) => void,
) {
  return {
    description: text('columns.keys'),
    widthOf: (key: string) => (isColumn(key) ? layout.widthOf(key) : 0),
    resize: (key: string, width: number | undefined) => {
      if (isColumn(key)) layout.resize(key, width);
    },
    move: (key: string, to: number) => {
      if (!isColumn(key)) return;
      layout.move(key, to);
      const columns = layout.columns.peek();
      announcement.value = text('columns.moved', {
        name: text(`column.${key}`),
        place: `${columns.indexOf(key) + 1}`,
        count: `${columns.length}`,
      });
    },
    openMenu: (key: string, at: MenuPlace) => {
      if (isColumn(key)) openMenu(key, at);
    },
  };
}
