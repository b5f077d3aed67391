import type { MenuPlace } from './menu-place.ts';

/** Of a grid whose columns a person arranges. Columns go by their keys. */
export interface GridLayout {
  /** How a head is worked, for a screen reader. */
  readonly description: string;
  /** Rem. */
  widthOf(key: string): number;
  /** Rem; undefined: as it is at first. */
  resize(key: string, width: number | undefined): void;
  /** Before or behind which others: its place from 0. */
  move(key: string, to: number): void;
  /** Shows what else can be done with the column. */
  openMenu(key: string, at: MenuPlace): void;
}

/** Whether a column is one to arrange: what has no name in its head stays where it is. */
export function isArranged(column: { readonly unseen?: boolean | undefined }): boolean {
  return !column.unseen;
}
