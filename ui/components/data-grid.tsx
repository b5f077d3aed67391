import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { type GridColumn, GridHead, type GridOrder, sorted } from './grid-head.tsx';
import { GridPart } from './grid-part.tsx';
import { isRightToLeft } from './inline-keys.ts';
import { nextRow } from './next-row.ts';
import { useRowWindow } from './use-row-window.ts';

export interface DataGridProps<Row> {
  /** Its accessible name. */
  readonly label: string;
  /** Names the columns' widths in the style. */
  readonly look: string;
  readonly columns: readonly GridColumn<Row>[];
  /** In their own order, as long as no column's is chosen. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where the rows are a tree. */
  readonly branchOf?: ((row: Row) => GridBranch) | undefined;
  /**
   * A key on the row that the keyboard is on, other than those that move by rows. May answer the
   * key of a row to go to.
   */
  readonly onRowKey?:
    | ((event: KeyboardEvent, row: Row) => string | undefined)
    | undefined;
  readonly onMenu?: ((row: Row, at: MenuPlace) => void) | undefined;
  /** Instead of rows, while there are none. */
  readonly empty: ComponentChildren;
}

export interface GridBranch {
  /** From 1. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded: boolean | undefined;
}

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * A long list of rows, of which only those in sight are drawn. A grid or tree grid (WAI-ARIA):
 * one stop for Tab, arrow keys within; then what is in the row that the keyboard is on.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, look, columns, keyOf, branchOf, empty } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const order = useSignal<GridOrder | undefined>(undefined);
  const active = useSignal<string | undefined>(undefined);
  const rows = sorted(props.rows, columns, order.value);
  const view = useRowWindow(scroller, rows.length);
  const found = rows.findIndex((row) => keyOf(row) === active.value);
  const at = Math.max(0, found);
  const drawn = rows.slice(view.from, view.to);
  const isDrawn = rows.length > 0 && at >= view.from && at < view.to;
  const rowId = (index: number) => `${id}-${index}`;

  const wanted = (event: KeyboardEvent, row: Row) => {
    const key = props.onRowKey?.(event, row);
    const to = key === undefined ? -1 : rows.findIndex((other) => keyOf(other) === key);
    return to < 0 ? undefined : to;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const row = rows[at];
    if (!row) return;
    const page = Math.max(1, view.to - view.from - 14);
    const next = nextRow(event.key, at, rows.length, page) ?? wanted(event, row);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    active.value = keyOf(rows[next]!);
    view.reveal(next);
  };

  /** By the pointer on a row, or by its key on the grid. */
  const openMenu = (event: MouseEvent) => {
    if (!props.onMenu || !(event.target instanceof Element)) return;
    const element =
      event.target.closest('[data-index]') ?? document.getElementById(rowId(at));
    const row = rows[Number(element?.getAttribute('data-index'))];
    if (!element || !row) return;
    event.preventDefault();
    const { left, right, bottom } = element.getBoundingClientRect();
    const start = isRightToLeft(element) ? right : left;
    const byKey = event.target === event.currentTarget;
    props.onMenu(
      row,
      byKey ? { x: start, y: bottom } : { x: event.clientX, y: event.clientY },
    );
  };

  return (
    <div class="grid-scroller" data-look={look} ref={scroller} onScroll={view.scrolled}>
      <GridPart
        part={branchOf ? 'treegrid' : 'grid'}
        class="data-grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={isDrawn ? rowId(at) : undefined}
        tabIndex={0}
        onKeyDown={onKey}
        onContextMenu={openMenu}
      >
        <GridHead columns={columns} order={order} />

        <GridPart
          part="rowgroup"
          style={{
            paddingTop: `${view.from * view.rowHeight}px`,
            paddingBottom: `${(rows.length - view.from - drawn.length) * view.rowHeight}px`,
          }}
        >
          {drawn.map((row, offset) => (
            <GridRow
              key={keyOf(row)}
              id={rowId(view.from + offset)}
              row={row}
              index={view.from + offset}
              active={view.from + offset === at}
              grid={props}
              onActive={() => {
                active.value = keyOf(row);
              }}
            />
          ))}
        </GridPart>
      </GridPart>
      {rows.length === 0 && <div class="grid-empty">{empty}</div>}
    </div>
  );
}

interface GridRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly active: boolean;
  readonly grid: DataGridProps<Row>;
  readonly onActive: () => void;
}

function GridRow<Row>({ id, row, index, active, grid, onActive }: GridRowProps<Row>) {
  const branch = grid.branchOf?.(row);
  return (
    <GridPart
      part="row"
      id={id}
      class="grid-row"
      data-index={index}
      data-active={active}
      aria-rowindex={index + 2}
      aria-level={branch?.level}
      aria-expanded={branch?.expanded}
      style={branch && { '--level': branch.level }}
      onPointerDown={onActive}
      onFocusIn={onActive}
    >
      {grid.columns.map((column) => (
        <GridPart
          key={column.key}
          part="gridcell"
          class="grid-cell"
          data-column={column.key}
          data-label={column.label}
          data-numeric={column.numeric}
        >
          {column.cell(row, active)}
        </GridPart>
      ))}
    </GridPart>
  );
}
