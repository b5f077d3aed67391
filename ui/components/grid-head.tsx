import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { GridPart } from './grid-part.tsx';
import { Icon } from './icon.tsx';
import { inlineKeys } from './inline-keys.ts';

export interface GridColumn<Row> {
  readonly key: string;
  readonly label: string;
  /** Says more than the label has room for. */
  readonly hint?: string | undefined;
  readonly numeric?: boolean | undefined;
  /** Whether its name is only read aloud. */
  readonly unseen?: boolean | undefined;
  /** The order that a first click on its head puts the rows in. */
  readonly compare?: ((a: Row, b: Row) => number) | undefined;
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
}

/**
 * A click sorts, a second one the other way round, a third as it was. One stop for Tab, left and
 * right within.
 */
export function GridHead<Row>({ columns, order }: GridHeadProps<Row>) {
  const turn = (key: string) => {
    const { value } = order;
    if (value?.key !== key) order.value = { key, reversed: false };
    else order.value = value.reversed ? undefined : { key, reversed: true };
  };
  const first = columns.find(({ compare }) => compare)?.key;
  return (
    <GridPart
      part="row"
      class="grid-row grid-head"
      aria-rowindex={1}
      onKeyDown={goAcross}
    >
      {columns.map((column) => {
        const { key, label, hint, numeric, unseen, compare } = column;
        const chosen = order.value?.key === key ? order.value : undefined;
        return (
          <GridPart
            key={key}
            part="columnheader"
            class="grid-cell"
            data-column={key}
            data-numeric={numeric}
            title={hint}
            aria-sort={chosen && (chosen.reversed ? 'descending' : 'ascending')}
          >
            {compare ? (
              <button
                type="button"
                class="grid-sort"
                tabIndex={key === (order.value?.key ?? first) ? 0 : -1}
                onClick={() => turn(key)}
              >
                {label}
                {chosen && <Icon name={chosen.reversed ? 'sort-down' : 'sort-up'} />}
              </button>
            ) : (
              <span class={unseen ? 'unseen' : undefined}>{label}</span>
            )}
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

function goAcross(event: KeyboardEvent): void {
  const head = event.currentTarget as HTMLElement;
  const [back, forth] = inlineKeys(head);
  const step = event.key === forth ? 1 : event.key === back ? -1 : 0;
  const buttons = [...head.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (step === 0 || at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}
