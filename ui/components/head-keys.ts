import type { GridLayout } from './grid-layout.ts';
import { inlineKeys } from './inline-keys.ts';

/** Rem that a key makes a column wider, or narrower. */
const STEP = 1;

/** The keys of a grid's head. `keys`: of the columns that can be arranged, in order. */
export function onHeadKey(
  event: KeyboardEvent,
  keys: readonly string[],
  layout: GridLayout | undefined,
): void {
  const head = event.currentTarget as HTMLElement;
  const [back, forth] = inlineKeys(head);
  const step = event.key === forth ? 1 : event.key === back ? -1 : 0;
  const focused = document.activeElement;
  if (step === 0 || !(focused instanceof HTMLElement) || !head.contains(focused)) return;
  event.preventDefault();
  event.stopPropagation();
  const column = focused.closest('[data-column]')?.getAttribute('data-column');
  const at = keys.indexOf(column ?? '');
  if (event.shiftKey || event.ctrlKey || event.metaKey) {
    if (!layout || !column || at < 0) return;
    if (event.shiftKey) layout.resize(column, layout.widthOf(column) + step * STEP);
    else layout.move(column, at + step);
    return;
  }
  const buttons = [...head.querySelectorAll<HTMLElement>('button')];
  buttons[buttons.indexOf(focused) + step]?.focus();
}
