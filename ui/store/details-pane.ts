import { signal } from '@preact/signals';
import type { Selection } from './selection.ts';

export const PANE_TABS = [
  'general',
  'files',
  'peers',
  'trackers',
  'speed',
  'log',
  'options',
] as const;
export type PaneTab = (typeof PANE_TABS)[number];

/** Pixels. */
export const PANE_HEIGHT = { least: 160, first: 320 } as const;

/** The pane below the list: whether it is open, what it shows, and how high it is. */
export class DetailsPane {
  readonly open = signal(false);
  readonly tab = signal<PaneTab>('general');
  readonly height = signal<number>(PANE_HEIGHT.first);

  readonly #selection: Selection;

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  /** Selects the torrent that it is of, where none is: so that it is seen which. */
  show(tab: PaneTab = this.tab.peek()): void {
    const { active, ids } = this.#selection;
    const id = active.peek();
    if (ids.peek().length === 0 && id !== undefined) this.#selection.only(id);
    this.tab.value = tab;
    this.open.value = true;
  }

  close(): void {
    this.open.value = false;
  }

  toggle(): void {
    if (this.open.peek()) this.close();
    else this.show();
  }

  /** `most`: what the window has room for. */
  resize(height: number, most: number): void {
    const bounded = Math.min(height, most);
    this.height.value = Math.round(Math.max(PANE_HEIGHT.least, bounded));
  }
}
