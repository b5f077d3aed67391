import type { HTMLAttributes } from 'preact';

export interface GridPartProps extends HTMLAttributes<HTMLDivElement> {
  readonly part: 'grid' | 'treegrid' | 'rowgroup' | 'row' | 'columnheader' | 'gridcell';
}

/**
 * A part of a grid (WAI-ARIA). Not of a <table>: in a narrow window its rows are cards, and
 * a table that is not laid out as one loses its meaning.
 */
export function GridPart({ part, ...rest }: GridPartProps) {
  return <div role={part} {...rest} />;
}
