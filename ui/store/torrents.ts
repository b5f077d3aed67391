import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Event } from '../../src/api/contract.ts';
import type { SessionStatus, TorrentRow } from '../../src/api/snapshot.ts';

export type Update = Extract<Event, { kind: 'update' }>;

/**
 * The list as the engine tells it. Each row is a signal of its own, so that a change of one
 * renders one; the order is another, and changes only when rows come or go.
 */
export class Torrents {
  readonly #rows = new Map<string, Signal<TorrentRow>>();
  readonly #ids = signal<readonly string[]>([]);
  readonly #status = signal<SessionStatus | undefined>(undefined);
  #awaitsEverything = true;

  /** Newest first. */
  get ids(): ReadonlySignal<readonly string[]> {
    return this.#ids;
  }

  /** undefined until the first update. */
  get status(): ReadonlySignal<SessionStatus | undefined> {
    return this.#status;
  }

  row(id: string): ReadonlySignal<TorrentRow> | undefined {
    return this.#rows.get(id);
  }

  /** The rows of `ids` that are there. Subscribes its reader to each. */
  rows(ids: Iterable<string>): readonly TorrentRow[] {
    return [...ids].flatMap((id) => this.#rows.get(id)?.value ?? []);
  }

  /** The next update holds everything: rows it does not name are gone. */
  restarted(): void {
    this.#awaitsEverything = true;
  }

  apply(update: Update): void {
    batch(() => {
      const removed = this.#awaitsEverything
        ? this.#notIn(update.changed)
        : update.removed;
      this.#awaitsEverything = false;
      const gone = removed.filter((id) => this.#rows.delete(id)).length;
      const added = update.changed.filter((row) => this.#put(row)).length;
      if (gone + added > 0) this.#sort();
      this.#status.value = update.status;
    });
  }

  #notIn(rows: readonly TorrentRow[]): readonly string[] {
    const named = new Set(rows.map((row) => row.id));
    return [...this.#rows.keys()].filter((id) => !named.has(id));
  }

  /** Whether it was not there before. */
  #put(row: TorrentRow): boolean {
    const kept = this.#rows.get(row.id);
    if (kept) kept.value = row;
    else this.#rows.set(row.id, signal(row));
    return !kept;
  }

  #sort(): void {
    const rows = [...this.#rows.values()].map((row) => row.peek());
    rows.sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1));
    this.#ids.value = rows.map((row) => row.id);
  }
}
