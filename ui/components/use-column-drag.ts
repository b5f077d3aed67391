import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { GridLayout } from './grid-layout.ts';
import { isRightToLeft } from './inline-keys.ts';

/** Pixels that the pointer moves before it is a drag and no click. */
const SLACK = 6;

export interface ColumnDrag {
  /** The gap that the column would go into: its number, from 0; undefined: none is dragged. */
  readonly gap: ReadonlySignal<number | undefined>;
  /** For the head of a column. */
  begin(event: PointerEvent, key: string): void;
  /** Whether the click that comes now is the end of a drag. Answers so once. */
  tookClick(): boolean;
}

/** Moves columns by the pointer: `keys` of those that can be moved, as they are ordered. */
export function useColumnDrag(
  keys: readonly string[],
  layout: GridLayout | undefined,
): ColumnDrag {
  const gap = useSignal<number | undefined>(undefined);
  const dragged = useRef(false);
  const begin = (event: PointerEvent, key: string) => {
    dragged.current = false;
    const head = (event.currentTarget as Element).closest('[role=row]');
    if (!layout || !head || event.button !== 0 || event.pointerType === 'touch') return;
    const from = event.clientX;
    const ending = new AbortController();
    const { signal } = ending;
    const end = () => {
      ending.abort();
      gap.value = undefined;
    };
    const follow = ({ clientX }: PointerEvent) => {
      if (!dragged.current && Math.abs(clientX - from) < SLACK) return;
      dragged.current = true;
      gap.value = gapAt(head, keys.length, clientX);
    };
    const drop = () => {
      const to = gap.peek();
      end();
      if (to === undefined) return;
      const at = keys.indexOf(key);
      layout.move(key, to > at ? to - 1 : to);
    };
    const giveUp = (press: KeyboardEvent) => {
      if (press.key !== 'Escape') return;
      press.stopPropagation();
      end();
    };
    document.addEventListener('pointermove', follow, { signal });
    document.addEventListener('pointerup', drop, { signal });
    document.addEventListener('pointercancel', end, { signal });
    document.addEventListener('keydown', giveUp, { signal, capture: true });
  };
  const tookClick = () => {
    const took = dragged.current;
    dragged.current = false;
    return took;
  };
  return { gap, begin, tookClick };
}

/** The gap between columns that is nearest; heads may go from right to left. */
function gapAt(head: Element, count: number, x: number): number {
  const isReversed = isRightToLeft(head);
  const boxes = [...head.children]
    .slice(0, count)
    .map((one) => one.getBoundingClientRect());
  return boxes.filter(({ left, width }) => {
    const middle = left + width / 2;
    return isReversed ? x < middle : x > middle;
  }).length;
}
