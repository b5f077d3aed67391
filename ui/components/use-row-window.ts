import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Rows beyond those in sight, so that a scroll shows them at once. */
const SPARE = 6;

export interface RowWindow {
  /** The rows to draw: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** Pixels of each. */
  readonly rowHeight: number;
  /** To be called when the scroller scrolls. */
  scrolled(): void;
  /** Scrolls as little as brings the row into sight. */
  reveal(index: number): void;
}

/**
 * Which rows of a long list are to be drawn: those that its scroller shows. All rows are as high
 * as the style's --row-height says, below a head of --head-height.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
): RowWindow {
  const seen = useSignal({ first: 0, rows: 30, rowHeight: 32, headHeight: 0 });
  const measure = () => {
    const element = scroller.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const rowHeight = pixels(style, '--row-height') || 32;
    const headHeight = pixels(style, '--head-height');
    const first = Math.floor(element.scrollTop / rowHeight);
    const rows = Math.ceil(element.clientHeight / rowHeight);
    const before = seen.peek();
    const isSame =
      before.first === first &&
      before.rows === rows &&
      before.rowHeight === rowHeight &&
      before.headHeight === headHeight;
    if (!isSame) seen.value = { first, rows, rowHeight, headHeight };
  };
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const { first, rows, rowHeight, headHeight } = seen.value;
  // What was scrolled to may be gone: the list became shorter.
  const from = Math.max(0, Math.min(first, count - rows) - SPARE);
  return {
    from,
    to: Math.min(count, from + rows + 2 * SPARE + 1),
    rowHeight,
    scrolled: measure,
    reveal(index) {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowHeight;
      const least = top + rowHeight + headHeight - element.clientHeight;
      if (element.scrollTop > top) element.scrollTop = top;
      else if (element.scrollTop < least) element.scrollTop = least;
      measure();
    },
  };
}

function pixels(style: CSSStyleDeclaration, property: string): number {
  return Number.parseFloat(style.getPropertyValue(property)) || 0;
}
