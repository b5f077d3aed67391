import type { ErrorReport } from '../../../src/api/contract.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import { ADDING_SCENARIOS } from './adding-scenarios.ts';
import { DETAILS_SCENARIOS } from './details-scenarios.ts';
import type { Scenario } from './fake-engine.ts';
import { FILES_SCENARIOS } from './files-scenarios.ts';
import { FILTERS_SCENARIOS } from './filters-scenarios.ts';
import { makeRow } from './make-row.ts';

const DOWNLOADS = { id: 'chrome:1', name: 'Downloads' };

/** Nothing is going on in it. */
const STILL = { downRate: 0, upRate: 0, peers: 0, eta: null } as const;

const COMPLETE: Partial<TorrentRow> = {
  ...STILL,
  status: 'seeding',
  done: 1_240_000_000,
  upRate: 840_000,
  peers: 5,
};

function report(fault: ErrorReport['fault'], code: string, message = code): ErrorReport {
  return { fault, code, message };
}

function failed(fault: ErrorReport['fault'], code: string): Partial<TorrentRow> {
  return { ...STILL, status: 'error', error: report(fault, code) };
}

const HOSTILE_NAME = `<img src=x onerror=alert(1)> \u202efdp.exe ${'x'.repeat(170)}`;

export const SCENARIOS = {
  ...ADDING_SCENARIOS,
  ...DETAILS_SCENARIOS,
  ...FILES_SCENARIOS,
  ...FILTERS_SCENARIOS,

  empty: { rows: [] },

  mix: {
    settings: { defaultFolder: DOWNLOADS },
    status: { downRate: 15_830_000, upRate: 1_260_000, active: 5 },
    rows: [
      makeRow(1, {
        name: 'debian-13.2.0-amd64-DVD-1.iso',
        size: 3_990_000_000,
        done: 2_563_000_000,
        downRate: 12_430_000,
        peers: 48,
        eta: 115,
      }),
      makeRow(2, {
        name: 'Sintel (2010) 4K',
        downRate: 3_400_000,
        eta: 7_512,
        done: 84_000_000,
        size: 5_100_000_000,
        fileCount: 9,
        trackerError: report('tracker', 'timed-out'),
      }),
      makeRow(3, {
        ...COMPLETE,
        name: 'Big Buck Bunny 60fps',
        size: 642_000_000,
        done: 642_000_000,
      }),
      makeRow(4, {
        ...STILL,
        name: 'magnet: Cosmos Laundromat',
        status: 'metadata',
        size: 0,
        done: 0,
        peers: 3,
      }),
      makeRow(5, {
        ...STILL,
        name: 'Public domain sheet music',
        status: 'checking',
        progress: 0.426,
        size: 88_400_000,
        done: 0,
      }),
      makeRow(6, {
        ...STILL,
        name: 'Librivox collection, volume 3',
        status: 'paused',
        done: 301_000_000,
      }),
    ],
  },

  queued: {
    settings: { defaultFolder: DOWNLOADS },
    status: { downRate: 3_400_000, active: 1 },
    rows: [
      makeRow(1, { name: 'debian-13.2.0-amd64-netinst.iso' }),
      makeRow(2, {
        ...STILL,
        name: 'Cosmos Laundromat, all formats',
        status: 'queued',
        done: 0,
      }),
    ],
  },

  complete: {
    settings: { defaultFolder: DOWNLOADS },
    status: { upRate: 1_680_000, active: 2 },
    rows: [
      makeRow(1, {
        ...COMPLETE,
        name: 'debian-13.2.0-amd64-netinst.iso',
        size: 783_000_000,
        done: 783_000_000,
      }),
      makeRow(2, { ...COMPLETE, name: 'Sintel (2010) 4K' }),
      makeRow(3, {
        ...COMPLETE,
        ...STILL,
        name: 'Public domain sheet music',
        status: 'paused',
      }),
    ],
  },

  embedded: {
    status: { downRate: 3_400_000, upRate: 210_000, active: 2 },
    rows: [
      makeRow(1, { name: 'debian-13.2.0-amd64-netinst.iso', embedded: true }),
      makeRow(2, { ...COMPLETE, name: 'Big Buck Bunny 60fps', embedded: true }),
      makeRow(3, {
        ...STILL,
        name: 'Sintel (2010) 4K',
        status: 'moving',
        progress: 0.612,
      }),
    ],
  },

  errors: {
    settings: { defaultFolder: DOWNLOADS },
    status: { listenPort: null, listenError: report('network', 'address-in-use') },
    rows: [
      makeRow(1, {
        ...failed('storage', 'no-space'),
        name: 'debian-13.2.0-amd64-DVD-1.iso',
      }),
      makeRow(2, { ...failed('storage', 'folder-gone'), name: 'Sintel (2010) 4K' }),
      makeRow(3, { ...failed('storage', 'permission-lost'), name: 'Holiday videos' }),
      makeRow(4, {
        ...STILL,
        name: 'Cosmos Laundromat',
        trackerError: report(
          'tracker',
          'refused-by-tracker',
          'torrent not registered with this tracker',
        ),
      }),
      makeRow(5, {
        ...failed('internal', 'a-code-to-come'),
        name: 'Tears of Steel',
        error: report('internal', 'a-code-to-come', 'Something new went wrong.'),
      }),
    ],
  },

  names: {
    settings: {
      defaultFolder: {
        id: 'chrome:2',
        name: 'A folder whose name is much longer than any button',
      },
    },
    rows: [
      makeRow(1, {
        name: `${'A very long name that goes on and on, '.repeat(5)}and ends.mkv`,
      }),
      makeRow(2, { name: 'x'.repeat(200) }),
      makeRow(3, { name: 'שלום עולם (2024) [1080p].mkv' }),
      makeRow(4, { name: '東京の夜景、春夏秋冬、四季折々の写真集 第三巻' }),
      makeRow(5, { name: '<img src=x onerror=alert(1)>' }),
    ],
  },

  sharing: {
    settings: { defaultFolder: DOWNLOADS },
    rows: [
      makeRow(1, {
        ...STILL,
        name: 'Holiday',
        status: 'creating',
        progress: 0.43,
        size: 8_400_000_000,
        done: 0,
      }),
      makeRow(2, { ...COMPLETE, name: 'Lectures, summer term' }),
      makeRow(3, {
        ...STILL,
        name: 'Empty folder',
        status: 'creating',
        error: report('input', 'nothing-to-share'),
        size: 0,
        done: 0,
      }),
    ],
  },

  /** All of it hostile or far too much, as a torrent file may be. */
  excess: {
    settings: { defaultFolder: DOWNLOADS },
    rows: [makeRow(1, { ...COMPLETE, name: HOSTILE_NAME })],
    details: {
      name: HOSTILE_NAME,
      files: Array.from({ length: 1_234 }, (_, index) => ({
        index,
        path: ['\u202efdp.exe', `${'x'.repeat(200)} ${index} <b>bold</b>.mkv`],
        size: index * 1_000_000,
        offset: ((index * (index - 1)) / 2) * 1_000_000,
        priority: index % 2 === 0 ? 'normal' : 'skip',
      })),
      trackers: Array.from({ length: 500 }, (_, index) => [
        `https://tracker-${index}.example/announce?key=${'k'.repeat(100)}`,
      ]),
      webSeeds: [],
      private: true,
      comment: `<script>alert(1)</script>\n${'\u202eA long comment. '.repeat(20)}`,
      createdBy: 'x'.repeat(200),
      creationDate: 8.64e15,
    },
  },

  many: {
    settings: { defaultFolder: DOWNLOADS },
    status: { downRate: 87_000_000, upRate: 4_200_000, active: 300 },
    rows: Array.from({ length: 300 }, (_, index) => makeRow(index + 1)),
  },

  thousand: {
    settings: { defaultFolder: DOWNLOADS },
    rows: Array.from({ length: 1000 }, (_, index) => makeRow(index + 1)),
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
