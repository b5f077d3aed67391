import type { TorrentRow } from '../../../src/api/snapshot.ts';
import type { Scenario } from './fake-engine.ts';
import { makeRow } from './make-row.ts';

const DOWNLOADS = { id: 'chrome:1', name: 'Downloads' };
const STILL = { downRate: 0, upRate: 0, peers: 0, eta: null } as const;
const DONE: Partial<TorrentRow> = { ...STILL, status: 'seeding', done: 1_240_000_000 };

const LONG = 'A label that is as long as a label can be, sixty-four characters';
const HOSTILE = '<img src=x onerror=alert(1)> שלום';

/** Torrents to sort and to look for. */
export const FILTERS_SCENARIOS = {
  labelled: {
    settings: { defaultFolder: DOWNLOADS },
    rows: [
      makeRow(1, {
        name: 'debian-13.2.0-amd64-DVD-1.iso',
        labels: ['Linux'],
        trackers: ['bttracker.debian.example'],
      }),
      makeRow(2, {
        ...DONE,
        name: 'Big Buck Bunny 60fps',
        labels: ['Films', 'Animation'],
      }),
      makeRow(3, {
        ...STILL,
        name: 'Sintel (2010) 4K',
        labels: ['Films', 'Animation', 'For the train'],
        trackers: ['tracker.example', 'other.example'],
        trackerError: { fault: 'tracker', code: 'timed-out', message: 'timed out' },
      }),
      makeRow(4, { ...STILL, name: 'Le Fabuleux Destin d’Amélie', status: 'paused' }),
      makeRow(5, {
        ...STILL,
        name: 'magnet: Cosmos Laundromat',
        status: 'metadata',
        size: 0,
        done: 0,
        trackers: [],
      }),
    ],
  },

  /** Names that are long, or mean to be something else. */
  'labelled-oddly': {
    settings: { defaultFolder: DOWNLOADS },
    rows: [
      makeRow(1, {
        name: `${'A very long name that goes on and on, '.repeat(5)}and ends.mkv`,
        labels: [LONG, HOSTILE, 'x'.repeat(64)],
        trackers: [`${'long.'.repeat(40)}example`, 'xn--mgbh0fb.example'],
      }),
      makeRow(2, { ...DONE, name: 'Short', labels: [HOSTILE, '東京の夜景'] }),
    ],
  },
} satisfies Record<string, Scenario>;
