import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard in the list: moves the focus along with the active row, and to its
 * neighbour when the row that had it is removed, instead of losing it to the page.
 */
export function useKeptFocus(
  grid: RefObject<HTMLElement | null>,
  active: ReadonlySignal<string | undefined>,
): void {
  const within = useRef(false);
  useEffect(() => {
    const track = ({ target }: FocusEvent) => {
      // From a dialog or a menu it comes back to where it was, which may be gone by then.
      if (!(target instanceof Element) || target.closest('dialog, [popover]')) return;
      within.current = grid.current?.contains(target) ?? false;
    };
    document.addEventListener('focusin', track);
    return () => document.removeEventListener('focusin', track);
  }, [grid]);
  useSignalEffect(() => {
    if (active.value === undefined || !within.current) return;
    const follow = () => {
      const list = grid.current;
      const id = active.peek();
      const holder = document.activeElement;
      const isFree = holder === document.body || list?.contains(holder);
      if (list && id !== undefined && isFree) focusRow(list, id);
    };
    // At once, so that what a next key opens leads back to this row; and after the rows were
    // rendered, since it may be a new one.
    follow();
    requestAnimationFrame(follow);
  });
}

function focusRow(list: HTMLElement, id: string): void {
  const row = list.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (row && !row.contains(document.activeElement)) row.focus();
}
