import { inlineKeys } from '../components/inline-keys.ts';
import { canPause, canResume } from '../format/row-abilities.ts';
import type { App } from '../store/app.ts';

/** Rows that Page Up and Page Down step over. */
const PAGE = 10;

/** The keys of the list. Within a row, left and right go through its buttons. */
export function onGridKey(app: App, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('[data-id]');
  if (!row) return;
  if (event.altKey && event.key === 'Enter') {
    event.preventDefault();
    return app.pane.toggle();
  }
  if (event.altKey) return;
  const steps = stepsOf(event.key);
  if (steps !== undefined) {
    event.preventDefault();
    move(app, steps, event);
  } else if (inlineKeys(row).includes(event.key)) {
    event.preventDefault();
    moveWithin(row, target, event.key === inlineKeys(row)[1] ? 1 : -1);
  } else if (target === row) {
    onRowKey(app, event);
  }
}

function stepsOf(key: string): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return PAGE;
    case 'PageUp':
      return -PAGE;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}

function move({ selection }: App, steps: number, event: KeyboardEvent): void {
  const id = selection.neighbour(steps);
  if (id === undefined) return;
  if (event.shiftKey) selection.extendTo(id);
  else if (event.ctrlKey || event.metaKey) selection.focus(id);
  else selection.only(id);
}

function moveWithin(row: HTMLElement, from: HTMLElement, step: 1 | -1): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  stops[stops.indexOf(from) + step]?.focus();
}

/** Goes by the active row: the focus may be a frame behind it. */
function onRowKey({ actions, selection, torrents }: App, event: KeyboardEvent): void {
  const id = selection.active.peek();
  if (id === undefined) return;
  if (event.key === ' ') {
    event.preventDefault();
    selection.toggle(id);
  } else if (event.key === 'Enter') {
    event.preventDefault();
    const ids = selection.has(id) ? selection.ids.peek() : [id];
    const row = torrents.row(id)?.peek();
    if (row && canResume(row)) void actions.resume(ids);
    else if (row && canPause(row)) void actions.pause(ids);
  } else if (event.key === 'Delete' && !selection.has(id)) {
    // The window's own Delete key follows, for what is selected then.
    selection.only(id);
  }
}
