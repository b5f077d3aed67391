import type { TorrentRow, TorrentStatus } from '../../src/api/snapshot.ts';
import { shownShare } from '../format/status-text.ts';

/** What rows are ordered by; null where there is none, which comes last either way. */
export type SortValue = number | string | null;

export interface ListColumn {
  /** Rem. */
  readonly width: number;
  /**
   * As long as a person has not chosen, it is there where the list is that wide. Rem;
   * undefined: only when it is chosen.
   */
  readonly shownFrom?: number;
  readonly numeric?: boolean;
  /** A first click puts the largest first. */
  readonly largestFirst?: boolean;
  /** It moves while torrents run. */
  readonly live?: boolean;
  readonly value: (row: TorrentRow) => SortValue;
}

/** Of a column. Rem. */
export const COLUMN_WIDTH = { least: 3, most: 60 } as const;

const AMOUNT = { numeric: true, largestFirst: true } as const;

/** In the order that they have at first. */
const COLUMNS = {
  queue: { width: 3, numeric: true, value: (row) => row.queuePosition },
  name: { width: 11, shownFrom: 0, value: (row) => row.name },
  progress: {
    width: 8.5,
    shownFrom: 0,
    largestFirst: true,
    live: true,
    value: shownShare,
  },
  size: { ...AMOUNT, width: 5, shownFrom: 60, value: (row) => row.size },
  status: { width: 11, value: (row) => RANK[row.error ? 'error' : row.status] },
  down: {
    ...AMOUNT,
    width: 5.25,
    shownFrom: 0,
    live: true,
    value: (row) => row.downRate,
  },
  up: { ...AMOUNT, width: 5.25, shownFrom: 50, live: true, value: (row) => row.upRate },
  peers: { ...AMOUNT, width: 4, shownFrom: 54, live: true, value: (row) => row.peers },
  seeds: { ...AMOUNT, width: 4, live: true, value: (row) => row.seeds },
  eta: { width: 5.75, numeric: true, shownFrom: 0, live: true, value: (row) => row.eta },
  ratio: { ...AMOUNT, width: 4.5, live: true, value: ratio },
  downloaded: { ...AMOUNT, width: 6.5, live: true, value: (row) => row.downloaded },
  uploaded: { ...AMOUNT, width: 6.5, live: true, value: (row) => row.uploaded },
  remaining: { ...AMOUNT, width: 6.5, live: true, value: (row) => row.size - row.done },
  label: { width: 8, value: (row) => row.labels[0] ?? null },
  tracker: { width: 11, value: (row) => row.trackers[0] ?? null },
  added: { width: 11, largestFirst: true, value: (row) => row.addedAt },
  completed: { width: 11, largestFirst: true, value: (row) => row.completedAt },
  folder: { width: 10, value: (row) => row.folder.name },
} as const satisfies Record<string, ListColumn>;

export type ColumnKey = keyof typeof COLUMNS;

export const LIST_COLUMNS: Readonly<Record<ColumnKey, ListColumn>> = COLUMNS;
export const COLUMN_KEYS = Object.keys(COLUMNS) as readonly ColumnKey[];

export function isColumn(key: unknown): key is ColumnKey {
  return typeof key === 'string' && Object.hasOwn(COLUMNS, key);
}

/** Those that do something come first. */
const RANK: Readonly<Record<TorrentStatus, number>> = {
  error: 0,
  downloading: 1,
  metadata: 2,
  checking: 3,
  moving: 4,
  creating: 5,
  queued: 6,
  seeding: 7,
  paused: 8,
};

function ratio({ uploaded, done }: TorrentRow): SortValue {
  return done > 0 ? uploaded / done : null;
}
