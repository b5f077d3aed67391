import type { KeptPart } from './appearance.ts';
import { type DetailsPane, PANE_TABS } from './details-pane.ts';

interface PaneAsLeft {
  readonly open: boolean;
  readonly tab: string;
  /** Pixels. */
  readonly height: number;
}

/** The pane below the list, as it was left. */
export class KeptPane implements KeptPart {
  readonly key = 'pane';
  readonly #pane: DetailsPane;

  constructor(pane: DetailsPane) {
    this.#pane = pane;
  }

  now(): PaneAsLeft {
    const { open, tab, height } = this.#pane;
    return { open: open.value, tab: tab.value, height: height.value };
  }

  restore(kept: unknown): void {
    const read = readPane(kept);
    if (!read) return;
    const tab = PANE_TABS.find((known) => known === read.tab);
    this.#pane.resize(read.height, Number.POSITIVE_INFINITY);
    if (tab) this.#pane.tab.value = tab;
    if (read.open) this.#pane.open.value = true;
  }
}

/** Undefined when it cannot be read. */
function readPane(kept: unknown): PaneAsLeft | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { open, tab, height } = kept as Partial<PaneAsLeft>;
  if (typeof open !== 'boolean' || typeof tab !== 'string') return undefined;
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return { open, tab, height };
}
