import type { Event } from '../../src/api/contract.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';

export type Update = Extract<Event, { kind: 'update' }>;

/** What the app's updates say of the torrents that this run is about. */
export class TorrentList {
  readonly #rows = new Map<string, TorrentRow>();
  /** Ids, once `watch` named some; until then every torrent counts. */
  #watched: Set<string> | undefined;
  /** Resolves with the first update, which has everything. */
  readonly known: Promise<void>;
  #know!: () => void;
  /** Called after each update. */
  onChange: () => void = () => {};

  constructor() {
    this.known = new Promise((resolve) => {
      this.#know = resolve;
    });
  }

  apply(update: Pick<Update, 'changed' | 'removed'>): void {
    const added = update.changed.filter(({ id }) => !this.#rows.has(id));
    for (const row of update.changed) this.#rows.set(row.id, row);
    for (const id of update.removed) {
      const heir = added.find((row) => this.#inherits(row, id));
      if (heir && this.#watched?.has(id)) this.#watched.add(heir.id);
      this.#rows.delete(id);
      this.#watched?.delete(id);
    }
    this.#know();
    this.onChange();
  }

  /** A link whose torrent turns out to have another id goes as that comes. */
  #inherits(row: TorrentRow, id: string): boolean {
    const before = this.#rows.get(id);
    return before?.status === 'metadata' && before.addedAt === row.addedAt;
  }

  watch(ids: readonly string[]): void {
    this.#watched = new Set(ids);
  }

  /** The rows of what is watched, as far as they are known. */
  get rows(): TorrentRow[] {
    return [...this.#rows.values()].filter((row) => this.#watched?.has(row.id) ?? true);
  }

  /** The first watched one that failed. */
  get failed(): TorrentRow | undefined {
    return this.rows.find((row) => row.status === 'error');
  }

  /** Whether all that is watched is complete and verified. */
  get complete(): boolean {
    const { rows } = this;
    return rows.length >= (this.#watched?.size ?? 0) && rows.every(isComplete);
  }
}

function isComplete(row: TorrentRow): boolean {
  const settled = row.status === 'seeding' || row.status === 'paused';
  return settled && row.size > 0 && row.done === row.size;
}
