import { effect } from '@preact/signals';
import type { WindowHost } from '../client/window-host.ts';
import { type DetailsPane, PANE_TABS } from './details-pane.ts';

/** Milliseconds after a change, so that a drag is written once. */
const SETTLED_AFTER = 500;

/** How the window was left, as its host keeps it. */
export interface Appearance {
  readonly pane: {
    readonly open: boolean;
    readonly tab: string;
    /** Pixels. */
    readonly height: number;
  };
}

/** Makes the window look as it was left, and has its host remember each change from then on. */
export async function keepAppearance(pane: DetailsPane, host: WindowHost): Promise<void> {
  const kept = readAppearance(await host.recall());
  const tab = PANE_TABS.find((known) => known === kept?.pane.tab);
  if (kept) pane.resize(kept.pane.height, Number.POSITIVE_INFINITY);
  if (tab) pane.tab.value = tab;
  if (kept?.pane.open) pane.open.value = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  effect(() => {
    const { open, tab, height } = pane;
    const now = { pane: { open: open.value, tab: tab.value, height: height.value } };
    clearTimeout(timer);
    if (!isFirst) timer = setTimeout(() => host.remember(now), SETTLED_AFTER);
    isFirst = false;
  });
}

/** Undefined when it cannot be read: another version may have written it. */
export function readAppearance(kept: unknown): Appearance | undefined {
  const { pane } = (kept ?? {}) as { readonly pane?: Partial<Appearance['pane']> };
  if (typeof pane !== 'object' || pane === null) return undefined;
  const { open, tab, height } = pane;
  if (typeof open !== 'boolean' || typeof tab !== 'string') return undefined;
  if (typeof height !== 'number' || !Number.isFinite(height)) return undefined;
  return { pane: { open, tab, height } };
}
