import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Rows beyond those in sight, so that a scroll shows them at once. */
const SPARE = 6;

export interface RowWindow {
  /** The rows to draw: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** Those of them that are in sight, a part of them or all. */
  readonly first: number;
  readonly last: number;
  /** How many are in sight as a whole. */
  readonly whole: number;
  /** Pixels of each. */
  readonly rowHeight: number;
  /** To be called when the scroller scrolls. */
  scrolled(): void;
  /** Scrolls as little as brings the row into sight. */
  reveal(index: number): void;
}

/** What the style and the window's size give. Pixels. */
interface Frame {
  /** How many rows fit. */
  readonly rows: number;
  readonly rowHeight: number;
  readonly headHeight: number;
}

/**
 * Which rows of a long list are to be drawn: those that its scroller shows. All rows are as high
 * as the style of what is in it says by --row-height, below a head of --head-height. `resized`
 * hears how many rem wide the scroller is.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  resized?: (width: number) => void,
): RowWindow {
  const frame = useSignal<Frame>({ rows: 10, rowHeight: 32, headHeight: 0 });
  const top = useSignal(0);
  const scrolled = () => {
    const { scrollTop = 0 } = scroller.current ?? {};
    top.value = Math.floor(scrollTop / frame.peek().rowHeight);
  };
  // Before the first paint, so that what is painted first stays.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const now = measured(element);
      const before = frame.peek();
      const isSame =
        now.rows === before.rows &&
        now.rowHeight === before.rowHeight &&
        now.headHeight === before.headHeight;
      if (!isSame) frame.value = now;
      scrolled();
      resized?.(element.clientWidth / rem());
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // The style may give its rows another height.
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [scroller]);
  const { rows, rowHeight, headHeight } = frame.value;
  // What was scrolled to may be gone: the list became shorter.
  const first = Math.max(0, Math.min(top.value, count - rows));
  return {
    from: Math.max(0, first - SPARE),
    to: Math.min(count, first + rows + SPARE + 1),
    first,
    last: Math.min(count - 1, first + rows),
    whole: Math.max(1, rows - 1),
    rowHeight,
    scrolled,
    reveal(index) {
      const element = scroller.current;
      if (!element) return;
      const most = index * rowHeight;
      const least = most + rowHeight + headHeight - element.clientHeight;
      if (element.scrollTop > most) element.scrollTop = most;
      else if (element.scrollTop < least) element.scrollTop = least;
      scrolled();
    },
  };
}

function measured(scroller: HTMLElement): Frame {
  const style = getComputedStyle(scroller.firstElementChild ?? scroller);
  const rowHeight = pixels(style, '--row-height') || 32;
  return {
    rows: Math.ceil(scroller.clientHeight / rowHeight),
    rowHeight,
    headHeight: pixels(style, '--head-height'),
  };
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function pixels(style: CSSStyleDeclaration, property: string): number {
  return Number.parseFloat(style.getPropertyValue(property)) || 0;
}
