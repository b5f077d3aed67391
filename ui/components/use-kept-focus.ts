import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard in a grid: what had the focus in a row may be gone with it, and would leave
 * the focus to the page.
 */
export function useKeptFocus(grid: RefObject<HTMLElement | null>): void {
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
  useLayoutEffect(() => {
    if (!within.current || document.activeElement !== document.body) return;
    grid.current?.focus({ preventScroll: true });
  });
}
