import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ColumnEdge } from './column-edge.tsx';
import { type GridLayout, isArranged } from './grid-layout.ts';
import { GridPart } from './grid-part.tsx';
import { onHeadKey } from './head-keys.ts';
import { Icon } from './icon.tsx';
import { useColumnDrag } from './use-column-drag.ts';

export interface GridColumn<Row> {
  readonly key: string;
  readonly label: string;
  /** Says more than the label has room for. */
  readonly hint?: string | undefined;
  readonly numeric?: boolean | undefined;
  /** Whether its name is only read aloud. */
  readonly unseen?: boolean | undefined;
  /** From the least to the largest. */
  readonly compare?: ((a: Row, b: Row) => number) | undefined;
  /** Whether a first click on its head puts the largest first. */
  readonly largestFirst?: boolean | undefined;
  /** `reachable`: whether Tab reaches what is in it. */
  readonly cell: (row: Row, reachable: boolean) => ComponentChildren;
}

export interface GridOrder {
  readonly key: string;
  readonly reversed: boolean;
}

export interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly order: Signal<GridOrder | undefined>;
  readonly canSort: (column: GridColumn<Row>) => boolean;
  readonly layout: GridLayout | undefined;
}

/**
 * A click sorts, a second one the other way round, a third as it was. One stop for Tab, left and
 * right within; with Shift they change the width of a column, with Ctrl its place.
 */
export function GridHead<Row>({ columns, order, canSort, layout }: GridHeadProps<Row>) {
  const arranged = columns.filter(isArranged).map(({ key }) => key);
  const drag = useColumnDrag(arranged, layout);
  const gap = drag.gap.value;
  const sortable = columns.filter(canSort).map(({ key }) => key);
  const stop = sortable.find((key) => key === order.value?.key) ?? sortable[0];
  return (
    <GridPart
      part="row"
      class="grid-row grid-head"
      aria-rowindex={1}
      onKeyDown={(event) => onHeadKey(event, arranged, layout)}
    >
      {columns.map((column, at) => {
        const { key, label, hint, numeric, unseen } = column;
        const chosen = order.value?.key === key ? order.value : undefined;
        const isMovable = layout !== undefined && isArranged(column);
        return (
          <GridPart
            key={key}
            part="columnheader"
            class="grid-cell"
            data-column={key}
            data-numeric={numeric}
            data-drop={dropMark(gap, at, arranged.length)}
            title={hint}
            aria-sort={chosen && (chosen.reversed ? 'descending' : 'ascending')}
            onContextMenu={(event) => {
              if (!isMovable) return;
              event.preventDefault();
              event.stopPropagation();
              layout.openMenu(key, placeOf(event));
            }}
          >
            {canSort(column) ? (
              <button
                type="button"
                class="grid-sort"
                aria-description={isMovable ? layout.description : undefined}
                tabIndex={key === stop ? 0 : -1}
                onPointerDown={(event) => drag.begin(event, key)}
                onClick={() => {
                  if (!drag.tookClick()) turn(order, column);
                }}
              >
                <span class="grid-label">{label}</span>
                {chosen && <Icon name={chosen.reversed ? 'sort-down' : 'sort-up'} />}
              </button>
            ) : (
              <span class={unseen ? 'unseen' : undefined}>{label}</span>
            )}
            {isMovable && <ColumnEdge column={key} layout={layout} />}
          </GridPart>
        );
      })}
    </GridPart>
  );
}

export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  order: GridOrder | undefined,
): readonly Row[] {
  const compare = columns.find(({ key }) => key === order?.key)?.compare;
  if (!order || !compare) return rows;
  const sign = order.reversed ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b));
}

function turn<Row>(
  order: Signal<GridOrder | undefined>,
  { key, largestFirst = false }: GridColumn<Row>,
): void {
  const { value } = order;
  if (value?.key !== key) order.value = { key, reversed: largestFirst };
  else if (value.reversed === largestFirst)
    order.value = { key, reversed: !largestFirst };
  else order.value = undefined;
}

/** On which side of the column a line is drawn, for what would go there. */
function dropMark(gap: number | undefined, at: number, count: number) {
  if (gap === at && at < count) return 'before';
  return gap === count && at === count - 1 ? 'after' : undefined;
}

/** A key opens it below the head. */
function placeOf(event: MouseEvent): { readonly x: number; readonly y: number } {
  if (event.button === 2) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
  return { x: left, y: bottom };
}
