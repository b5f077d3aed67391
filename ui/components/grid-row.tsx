import { useComputed } from '@preact/signals';
import type { GridColumn } from './grid-head.tsx';
import { GridPart } from './grid-part.tsx';
import type { GridSelection } from './grid-selection.ts';

export interface GridBranch {
  /** From 1. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded: boolean | undefined;
}

/** What a row is, for its style. */
export type GridTraits = Readonly<Record<`data-${string}`, string | boolean>>;

export interface GridRowProps<Row> {
  readonly id: string;
  /** What the selection knows it by. */
  readonly name: string;
  readonly row: Row;
  readonly index: number;
  /** Whether the keyboard is on it. */
  readonly active: boolean;
  readonly columns: readonly GridColumn<Row>[];
  readonly selection: GridSelection | undefined;
  readonly branchOf: ((row: Row) => GridBranch) | undefined;
  readonly traitsOf: ((row: Row) => GridTraits) | undefined;
}

/** Drawn again when one of its properties changes, or a signal that its cells read. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  const { id, name, row, index, active, columns, selection, branchOf, traitsOf } = props;
  const selected = useComputed(() => selection?.has(name));
  const branch = branchOf?.(row);
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
      aria-selected={selected.value}
      style={branch && { '--level': branch.level }}
      {...traitsOf?.(row)}
    >
      {columns.map((column) => (
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
