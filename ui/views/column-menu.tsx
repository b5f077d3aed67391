import { Menu, type MenuItem } from '../components/menu.tsx';
import type { MenuPlace } from '../components/menu-place.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { COLUMN_KEYS, type ColumnKey, LIST_COLUMNS } from '../store/list-columns.ts';
import type { ListLayout } from '../store/list-layout.ts';
import { columnName } from './torrent-columns.tsx';

export interface ColumnMenuProps {
  /** That it is of; undefined: of all of them. */
  readonly column: ColumnKey | undefined;
  readonly at: MenuPlace;
  readonly onClose: () => void;
}

/** All that can be done with columns, for those who do not drag them. */
export function ColumnMenu({ column, at, onClose }: ColumnMenuProps) {
  const { layout } = useApp();
  const label = column
    ? text('columns.of', { name: columnName(column) })
    : text('columns.title');
  return (
    <Menu
      label={label}
      groups={[
        column ? itemsOf(layout, column) : orderItems(layout),
        COLUMN_KEYS.map((key) => choice(layout, key)),
        [
          {
            icon: 'reset',
            label: text('columns.reset'),
            disabled: !layout.isChanged,
            run: () => layout.reset(),
          },
        ],
      ]}
      at={at}
      onClose={onClose}
    />
  );
}

function itemsOf(layout: ListLayout, key: ColumnKey): MenuItem[] {
  const at = layout.columns.value.indexOf(key);
  const last = layout.columns.value.length - 1;
  const width = layout.widthOf(key);
  return [
    {
      icon: 'sort-up',
      label: text('columns.ascending'),
      run: () => {
        layout.order.value = { key, reversed: false };
      },
    },
    {
      icon: 'sort-down',
      label: text('columns.descending'),
      run: () => {
        layout.order.value = { key, reversed: true };
      },
    },
    {
      icon: 'before',
      label: text('columns.before'),
      disabled: at === 0,
      run: () => layout.move(key, at - 1),
    },
    {
      icon: 'after',
      label: text('columns.after'),
      disabled: at === last,
      run: () => layout.move(key, at + 1),
    },
    {
      icon: 'wider',
      label: text('columns.wider'),
      run: () => layout.resize(key, width + 2),
    },
    {
      icon: 'narrower',
      label: text('columns.narrower'),
      run: () => layout.resize(key, width - 2),
    },
  ];
}

/** Where there are cards there is no head to click on. A second time turns it round. */
function orderItems({ columns, order }: ListLayout): MenuItem[] {
  return columns.value.map((key) => {
    const { largestFirst = false } = LIST_COLUMNS[key];
    const chosen = order.value?.key === key ? order.value : undefined;
    return {
      icon: chosen?.reversed ? 'sort-down' : 'sort-up',
      label: text('columns.order', { name: columnName(key) }),
      checked: chosen !== undefined,
      run: () => {
        const reversed = chosen ? !chosen.reversed : largestFirst;
        order.value = { key, reversed };
      },
    };
  });
}

function choice(layout: ListLayout, key: ColumnKey): MenuItem {
  return {
    icon: 'check',
    label: columnName(key),
    checked: layout.columns.value.includes(key),
    disabled: key === 'name',
    run: () => layout.toggle(key),
  };
}
