import { effect } from '@preact/signals';
import type { App } from './app.ts';

/** Selects the torrent that the person wants to see, as soon as it is known. */
export function showWanted({ filters, selection, torrents }: App, id: string): void {
  const stop = effect(() => {
    // Until the engine told of all there is.
    if (!torrents.status.value) return;
    queueMicrotask(() => stop());
    if (!torrents.row(id)) return;
    filters.reveal(id);
    selection.only(id);
  });
}
