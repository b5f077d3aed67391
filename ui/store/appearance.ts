import { effect } from '@preact/signals';
import type { WindowHost } from '../client/window-host.ts';

/** Milliseconds after a change, so that a drag is written once. */
const SETTLED_AFTER = 500;

/** A part of how the window was left. */
export interface KeptPart {
  /** Names it among the others. */
  readonly key: string;
  /** JSON, of signals: kept anew whenever one of them changes. */
  now(): unknown;
  /** `kept` may be anything: another version may have written it. */
  restore(kept: unknown): void;
}

/**
 * Makes the window look as it was left, and has its host remember each change from then on:
 * one object, with the parts by their keys.
 */
export async function keepAppearance(
  parts: readonly KeptPart[],
  host: WindowHost,
): Promise<void> {
  const kept = await host.recall();
  if (typeof kept === 'object' && kept !== null) {
    const known = new Map(Object.entries(kept));
    for (const part of parts) part.restore(known.get(part.key));
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  effect(() => {
    const now = Object.fromEntries(parts.map((part) => [part.key, part.now()]));
    clearTimeout(timer);
    if (!isFirst) timer = setTimeout(() => host.remember(now), SETTLED_AFTER);
    isFirst = false;
  });
}
