import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { type GridColumn, GridHead, type GridOrder, sorted } from './grid-head.tsx';
import { type GridLayout, isArranged } from './grid-layout.ts';
import { GridPart } from './grid-part.tsx';
import { type GridBranch, GridRow, type GridTraits } from './grid-row.tsx';
import { chooseByKey, chooseByPointer, type GridSelection } from './grid-selection.ts';
import type { MenuPlace } from './menu-place.ts';
import { nextRow } from './next-row.ts';
import { TypeAhead } from './type-ahead.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useRowWindow } from './use-row-window.ts';

export interface DataGridProps<Row> {
  /** Its accessible name. */
  readonly label: string;
  /** How it is worked, for a screen reader. */
  readonly description?: string | undefined;
  /** Names the columns' widths in the style. */
  readonly look: string;
  readonly columns: readonly GridColumn<Row>[];
  /** In their own order, as long as no column's is chosen. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where the rows come in order already: by what. */
  readonly order?: Signal<GridOrder | undefined> | undefined;
  /** Where a person arranges the columns; their widths, for the style. */
  readonly layout?: GridLayout | undefined;
  readonly widths?: string | undefined;
  /** Where several rows can be selected. */
  readonly selection?: GridSelection | undefined;
  /** Where the rows are a tree. */
  readonly branchOf?: ((row: Row) => GridBranch) | undefined;
  readonly traitsOf?: ((row: Row) => GridTraits) | undefined;
  /** Where a row is found by the first letters of its name. */
  readonly nameOf?: ((row: Row) => string) | undefined;
  /**
   * A key on the row that the keyboard is on, other than those that move by rows. May answer the
   * key of a row to go to.
   */
  readonly onRowKey?:
    | ((event: KeyboardEvent, row: Row) => string | undefined)
    | undefined;
  readonly onMenu?: ((row: Row, at: MenuPlace) => void) | undefined;
  /** A double click. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The rows that are in sight. */
  readonly onSeen?: ((rows: readonly Row[]) => void) | undefined;
  /** Rem: how wide it is. */
  readonly onRoom?: ((width: number) => void) | undefined;
  /** Instead of rows, while there are none. */
  readonly empty: ComponentChildren;
}

/**
 * A long list of rows, of which only those in sight are drawn. A grid or tree grid (WAI-ARIA):
 * one stop for Tab, arrow keys within; then what is in the row that the keyboard is on.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, keyOf, branchOf, traitsOf, layout, selection } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const ownOrder = useSignal<GridOrder | undefined>(undefined);
  const ownActive = useSignal<string | undefined>(undefined);
  const typeAhead = useRef(new TypeAhead());
  const order = props.order ?? ownOrder;
  const rows = props.order ? props.rows : sorted(props.rows, columns, order.value);
  const view = useRowWindow(scroller, rows.length, props.onRoom);
  const active = selection?.active ?? ownActive;
  const key = active.value;
  const found = key === undefined ? -1 : rows.findIndex((row) => keyOf(row) === key);
  const at = Math.max(0, found);
  const drawn = rows.slice(view.from, view.to);
  const isDrawn = rows.length > 0 && at >= view.from && at < view.to;
  const rowId = (index: number) => `${id}-${index}`;
  useKeptFocus(grid);
  useEffect(
    () => props.onSeen?.(rows.slice(view.first, view.last + 1)),
    [rows, view.first, view.last],
  );
  useReveal(key, found, view.reveal);

  const indexOf = (name: string | undefined) =>
    name === undefined ? -1 : rows.findIndex((row) => keyOf(row) === name);
  const goTo = (index: number, event: KeyboardEvent) => {
    const name = keyOf(rows[index]!);
    if (selection) chooseByKey(selection, name, event);
    else ownActive.value = name;
    view.reveal(index);
  };
  const onKey = (event: KeyboardEvent) => {
    const row = rows[at];
    if (event.target !== event.currentTarget || event.altKey || !row) return;
    const page = Math.max(1, view.whole - 1);
    const byLetters = () =>
      props.nameOf && typeAhead.current.next(event, rows.map(props.nameOf), at);
    const byOwner = () => {
      const to = indexOf(props.onRowKey?.(event, row));
      return to < 0 ? undefined : to;
    };
    const isMove = !event.metaKey || selection !== undefined;
    const moved = isMove ? nextRow(event.key, at, rows.length, page) : undefined;
    const next = moved ?? byLetters() ?? byOwner();
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(next, event);
  };

  /** The row that the event is in; what is in it, or undefined: the grid itself. */
  const rowOf = ({ target }: Event): Row | undefined => {
    const element = target instanceof Element && target.closest('[data-index]');
    return element ? rows[Number(element.getAttribute('data-index'))] : undefined;
  };
  const moveTo = (event: Event) => {
    const row = rowOf(event);
    if (!row) return;
    if (selection) selection.focus(keyOf(row));
    else ownActive.value = keyOf(row);
  };
  const choose = (event: MouseEvent) => {
    const row = rowOf(event);
    if (row && selection && !isControl(event)) {
      chooseByPointer(selection, keyOf(row), event);
    }
  };
  /** By the pointer on a row, or by its key on the grid. */
  const openMenu = (event: MouseEvent) => {
    if (!props.onMenu) return;
    const byKey = event.target === event.currentTarget;
    const row = byKey ? rows[at] : rowOf(event);
    if (!row) return;
    event.preventDefault();
    if (selection && !selection.has(keyOf(row))) selection.only(keyOf(row));
    if (!byKey) return props.onMenu(row, { x: event.clientX, y: event.clientY });
    const element = document.getElementById(rowId(at)) ?? scroller.current!;
    const { left, bottom } = element.getBoundingClientRect();
    props.onMenu(row, { x: left, y: bottom });
  };

  return (
    <div
      class="grid-scroller"
      data-look={props.look}
      ref={scroller}
      style={props.widths === undefined ? undefined : { '--columns': props.widths }}
      onScroll={view.scrolled}
    >
      <GridPart
        part={branchOf ? 'treegrid' : 'grid'}
        ref={grid}
        class="data-grid"
        aria-label={props.label}
        aria-description={props.description}
        aria-multiselectable={selection && true}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={isDrawn ? rowId(at) : undefined}
        tabIndex={0}
        onKeyDown={onKey}
        onContextMenu={openMenu}
        onPointerDown={selection ? undefined : moveTo}
        onFocusIn={moveTo}
        onClick={choose}
        onDblClick={(event) => {
          const row = rowOf(event);
          if (row && !isControl(event)) props.onOpen?.(row);
        }}
      >
        <GridHead
          columns={columns}
          order={order}
          canSort={props.order ? isArranged : isCompared}
          layout={layout}
        />

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
              name={keyOf(row)}
              row={row}
              index={view.from + offset}
              active={view.from + offset === at}
              columns={columns}
              selection={selection}
              branchOf={branchOf}
              traitsOf={traitsOf}
            />
          ))}
        </GridPart>
      </GridPart>
      {rows.length === 0 && <div class="grid-empty">{props.empty}</div>}
    </div>
  );
}

/** Brings the row that the keyboard is on into sight when it became another. */
function useReveal(
  key: string | undefined,
  index: number,
  reveal: (index: number) => void,
): void {
  const before = useRef(key);
  useEffect(() => {
    // As it was drawn: the keyboard may be further by now, and what it is on is drawn next.
    const isOther = before.current !== key;
    before.current = key;
    if (isOther && index >= 0) reveal(index);
  });
}

function isCompared({ compare }: { readonly compare?: unknown }): boolean {
  return compare !== undefined;
}

function isControl({ target }: Event): boolean {
  return target instanceof Element && target.closest('button, a, input, select') !== null;
}
