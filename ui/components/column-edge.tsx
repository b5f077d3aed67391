import type { GridLayout } from './grid-layout.ts';
import { isRightToLeft } from './inline-keys.ts';

export interface ColumnEdgeProps {
  readonly column: string;
  readonly layout: GridLayout;
}

/**
 * The edge of a column, to be dragged; a double click makes it as it was. For the pointer only:
 * the head has keys for it, and its menu the same.
 */
export function ColumnEdge({ column, layout }: ColumnEdgeProps) {
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const edge = event.currentTarget as HTMLElement;
    const cell = edge.parentElement!;
    const isReversed = isRightToLeft(cell);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { clientX: from } = event;
    const { width } = cell.getBoundingClientRect();
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ clientX }) => {
      const moved = isReversed ? from - clientX : clientX - from;
      layout.resize(column, (width + moved) / rem);
    };
    edge.onlostpointercapture = () => {
      edge.onpointermove = null;
    };
  };
  return (
    <span
      class="grid-edge"
      aria-hidden="true"
      onPointerDown={begin}
      onDblClick={() => layout.resize(column, undefined)}
    />
  );
}
