import type { PeerDetails, PeerSource } from '../../../src/api/peers.ts';
import type { FileDetails } from '../../../src/api/snapshot.ts';
import type { TrackerStatus } from '../../../src/api/trackers.ts';
import type { Scenario } from './fake-engine.ts';
import { makeRow } from './make-row.ts';

const DOWNLOADS = { id: 'chrome:1', name: 'Downloads' };
const MB = 1_000_000;

/** Made different where a scenario says so. */
export function makePeer(
  number: number,
  changes: Partial<PeerDetails> = {},
): PeerDetails {
  return {
    address: `192.0.2.${number % 250}:${6881 + number}`,
    client: 'qBittorrent 4.6.2',
    source: 'tracker',
    direction: 'outgoing',
    downRate: 0,
    upRate: 0,
    downloaded: 0,
    uploaded: 0,
    progress: 1,
    connected: 61 * number,
    ...changes,
    flags: {
      amInterested: false,
      choking: true,
      interested: false,
      amChoking: true,
      snubbed: false,
      optimistic: false,
      seed: false,
      v2: false,
      fast: true,
      local: false,
      ...changes.flags,
    },
  };
}

export function makeTracker(
  url: string,
  changes: Partial<TrackerStatus> = {},
): TrackerStatus {
  return {
    url,
    tier: 0,
    swarm: 'v1',
    family: 'ipv4',
    state: 'working',
    lastAnswer: Date.now() - 125_000,
    nextAnnounce: Date.now() + 1_675_000,
    seeds: 812,
    leechers: 64,
    completed: 40_215,
    peers: 50,
    warning: null,
    error: null,
    ...changes,
  };
}

function failing(url: string, code: string, message = code): TrackerStatus {
  return makeTracker(url, {
    state: 'failing',
    lastAnswer: null,
    nextAnnounce: Date.now() + 240_000,
    seeds: null,
    leechers: null,
    completed: null,
    peers: null,
    error: { fault: 'tracker', code, message },
  });
}

/** One behind another, as a torrent has them. */
export function makeFiles(
  sizes: readonly (readonly [
    path: string,
    size: number,
    priority?: FileDetails['priority'],
  ])[],
): FileDetails[] {
  let offset = 0;
  return sizes.map(([path, size, priority = 'normal'], index) => {
    const file = { index, path: path.split('/'), size, offset, priority };
    offset += size;
    return file;
  });
}

const NONE: Readonly<Record<PeerSource, number>> = {
  tracker: 0,
  incoming: 0,
  magnet: 0,
  manual: 0,
  dht: 0,
  pex: 0,
  lsd: 0,
};

const PEERS = [
  makePeer(1, {
    downRate: 4_210_000,
    downloaded: 310 * MB,
    flags: { ...makePeer(1).flags, amInterested: true, choking: false, seed: true },
  }),
  makePeer(2, {
    client: 'Transmission 4.0.5',
    source: 'dht',
    downRate: 820_000,
    upRate: 96_000,
    downloaded: 44 * MB,
    uploaded: 12 * MB,
    progress: 0.634,
    flags: {
      ...makePeer(2).flags,
      amInterested: true,
      choking: false,
      interested: true,
      amChoking: false,
      optimistic: true,
    },
  }),
  makePeer(3, {
    address: '[2001:db8:4:17::a2]:51413',
    client: 'libtorrent (Rasterbar) 2.0.8',
    source: 'pex',
    direction: 'incoming',
    progress: 0.118,
    upRate: 210_000,
    uploaded: 31 * MB,
    flags: { ...makePeer(3).flags, interested: true, amChoking: false, v2: true },
  }),
  makePeer(4, { client: null, source: 'lsd', progress: 0, connected: 4 }),
  makePeer(5, {
    client: '\u202e<b>evil</b> client with a name that is far too long for any column',
    source: 'incoming',
    direction: 'incoming',
    progress: 0.5,
    flags: { ...makePeer(5).flags, amInterested: true, snubbed: true, local: true },
  }),
];

const FILES = makeFiles([
  ['Sintel (2010) 4K/Sintel.2010.4K.mkv', 4_600 * MB, 'high'],
  ['Sintel (2010) 4K/Subtitles/English.srt', 0.08 * MB],
  ['Sintel (2010) 4K/Subtitles/Deutsch.srt', 0.09 * MB],
  ['Sintel (2010) 4K/Subtitles/日本語.srt', 0.1 * MB, 'skip'],
  ['Sintel (2010) 4K/Extras/Making of.mp4', 420 * MB, 'low'],
  ['Sintel (2010) 4K/Extras/Poster 2.jpg', 4.1 * MB],
  ['Sintel (2010) 4K/Extras/Poster 10.jpg', 3.9 * MB],
  ['Sintel (2010) 4K/README.txt', 0.002 * MB],
]);

const DETAILED: Scenario = {
  free: 83_163_090_944,
  settings: { defaultFolder: DOWNLOADS, downLimit: 10 * MB },
  status: {
    downRate: 5_030_000,
    upRate: 306_000,
    active: 1,
    reached: true,
    dht: {
      state: 'on',
      error: null,
      nodes: 312,
      networkSize: 4_210_000,
      externalAddresses: ['203.0.113.7'],
      readOnly: false,
      downRate: 2_100,
      upRate: 2_900,
    },
  },
  rows: [
    makeRow(1, {
      name: 'Sintel (2010) 4K',
      size: 5_028 * MB,
      done: 2_900 * MB,
      downRate: 5_030_000,
      peers: 5,
      fileCount: 7,
    }),
    makeRow(2, {
      name: 'magnet: Cosmos Laundromat',
      status: 'metadata',
      size: 0,
      done: 0,
      downRate: 0,
      upRate: 0,
      peers: 1,
      eta: null,
      fileCount: 0,
    }),
    makeRow(3, {
      name: 'Librivox collection, volume 3',
      status: 'paused',
      downRate: 0,
      upRate: 0,
      peers: 0,
      eta: null,
    }),
  ],
  details: { pieceCount: Math.ceil((5_028 * MB) / (512 * 1024)), files: FILES },
  peers: {
    peers: PEERS,
    known: { ...NONE, tracker: 200, dht: 84, pex: 26, incoming: 3, lsd: 1 },
  },
  trackers: [
    makeTracker('https://tracker.example/announce'),
    makeTracker('udp://open.tracker.example:6969/announce', {
      state: 'asking',
      nextAnnounce: null,
    }),
    failing('udp://gone.tracker.example:80/announce', 'name-not-found'),
    {
      ...failing(
        'https://private.example/announce?passkey=0123456789abcdef',
        'refused-by-tracker',
        'torrent not registered with this tracker',
      ),
      tier: 1,
    },
    makeTracker('http://backup.example/announce', {
      tier: 2,
      state: 'idle',
      lastAnswer: null,
      nextAnnounce: null,
      seeds: null,
      leechers: null,
      completed: null,
      peers: null,
    }),
  ],
};

const HOSTILE = `\u202e<img src=x onerror=alert(1)> ${'x'.repeat(300)}`;

export const DETAILS_SCENARIOS = {
  detailed: DETAILED,

  scheduled: {
    ...DETAILED,
    settings: { ...DETAILED.settings, alternative: 'scheduled' },
  },

  /** As much as there may be, and none of it friendly. */
  crowded: {
    settings: { defaultFolder: DOWNLOADS },
    status: {
      ...DETAILED.status,
      listenPort: null,
      listenError: { fault: 'network', code: 'address-in-use', message: '' },
    },
    rows: [makeRow(1, { name: HOSTILE, size: 10_000 * MB, done: 5_000 * MB })],
    details: {
      name: HOSTILE,
      pieceCount: Math.ceil((10_000 * MB) / (512 * 1024)),
      files: makeFiles(
        Array.from({ length: 10_000 }, (_, index) => [
          `${HOSTILE}/folder ${Math.floor(index / 100)}/file ${index}.bin`,
          MB,
        ]),
      ),
    },
    peers: {
      peers: Array.from({ length: 2_000 }, (_, index) =>
        makePeer(index, {
          address: `10.0.${Math.floor(index / 250)}.${index % 250}:6881`,
          client: index % 10 === 0 ? HOSTILE : 'Rill 0.1.0',
          downRate: index * 1000,
        }),
      ),
      known: { ...NONE, tracker: 2_000, dht: 10_000 },
    },
    trackers: Array.from({ length: 500 }, (_, index) =>
      index % 2 === 0
        ? makeTracker(`https://tracker-${index}.example/announce`, { tier: index })
        : {
            ...failing(
              `https://tracker-${index}.example/${'k'.repeat(200)}`,
              'refused-by-tracker',
              HOSTILE,
            ),
            tier: index,
          },
    ),
  },
} satisfies Record<string, Scenario>;
