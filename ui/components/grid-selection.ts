import type { ReadonlySignal } from '@preact/signals';

/** Which rows of a grid are selected, by their keys, and which one the keyboard is on. */
export interface GridSelection {
  readonly active: ReadonlySignal<string | undefined>;
  has(key: string): boolean;
  only(key: string): void;
  toggle(key: string): void;
  /** Everything from where the selection began. */
  extendTo(key: string): void;
  /** Moves the keyboard alone. */
  focus(key: string): void;
}

type Held = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Where a click on a row leads. */
export function chooseByPointer(selection: GridSelection, key: string, held: Held): void {
  if (held.shiftKey) selection.extendTo(key);
  else if (held.ctrlKey || held.metaKey) selection.toggle(key);
  else selection.only(key);
}

/** Where a key leads that moves to a row. */
export function chooseByKey(selection: GridSelection, key: string, held: Held): void {
  if (held.shiftKey) selection.extendTo(key);
  else if (held.ctrlKey || held.metaKey) selection.focus(key);
  else selection.only(key);
}
