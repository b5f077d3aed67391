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
    const track = (event: FocusEvent) => {
      within.current = grid.current?.contains(event.target as Node) ?? false;
    };
    document.addEventListener('focusin', track);
    return () => document.removeEventListener('focusin', track);
  }, [grid]);
  useSignalEffect(() => {
    const id = active.value;
    if (id === undefined || !within.current) return;
    // After the rows were rendered: it may be a new one.
    requestAnimationFrame(() => {
      const list = grid.current;
      const holder = document.activeElement;
      if (list && (holder === document.body || list.contains(holder))) focusRow(list, id);
    });
  });
}

function focusRow(list: HTMLElement, id: string): void {
  const row = list.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (row && !row.contains(document.activeElement)) row.focus();
}
