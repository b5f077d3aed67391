import type { TorrentRow } from '../../src/api/snapshot.ts';

/** What moves all the time while a torrent runs; all else says how it stands. */
const FIGURES: ReadonlySet<string> = new Set<keyof TorrentRow>([
  'done',
  'progress',
  'downRate',
  'upRate',
  'downloaded',
  'uploaded',
  'peers',
  'seeds',
  'eta',
]);

/** What of a row has to differ for a client to be told of it. */
export type Interest = 'all' | 'state';

/**
 * Which rows a client does not have as they are now. It keeps the very rows that were told: a
 * thousand are compared, field by field, in the time that it takes to write thirty as JSON.
 */
export class RowChanges {
  /** As the client has them. */
  readonly #told = new Map<string, TorrentRow>();

  /** The client knows nothing. */
  clear(): void {
    this.#told.clear();
  }

  /** Of `rows`, all that there are. They count as told from now on. */
  take(
    rows: readonly TorrentRow[],
    interestIn: (id: string) => Interest,
  ): { readonly changed: readonly TorrentRow[]; readonly removed: readonly string[] } {
    const changed = rows.filter((row) => {
      const told = this.#told.get(row.id);
      return !told || differs(told, row, interestIn(row.id));
    });
    for (const row of changed) this.#told.set(row.id, row);
    return { changed, removed: this.#forgetOthers(rows) };
  }

  #forgetOthers(rows: readonly TorrentRow[]): readonly string[] {
    // All of `rows` are among them by now.
    if (this.#told.size === rows.length) return [];
    const present = new Set(rows.map(({ id }) => id));
    const removed = [...this.#told.keys()].filter((id) => !present.has(id));
    for (const id of removed) this.#told.delete(id);
    return removed;
  }
}

function differs(told: TorrentRow, row: TorrentRow, interest: Interest): boolean {
  for (const field in row) {
    const key = field as keyof TorrentRow;
    if (interest === 'state' && FIGURES.has(field)) {
      if (isRate(key) && told[key] > 0 !== row[key] > 0) return true;
    } else if (!isSame(told[key], row[key])) {
      return true;
    }
  }
  return false;
}

/** Whether anything comes, or goes, is how a torrent stands: lists are filtered by it. */
function isRate(field: keyof TorrentRow): field is 'downRate' | 'upRate' {
  return field === 'downRate' || field === 'upRate';
}

/** Folders, errors and lists are made anew for each row, and are small. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (one === null || other === null) return false;
  const [left, right] = [Object.entries(one), other as Record<string, unknown>];
  if (left.length !== Object.keys(right).length) return false;
  return left.every(([key, value]) => isSame(value, right[key]));
}
