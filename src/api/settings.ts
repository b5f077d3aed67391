import type { FolderRef } from '../ports/folders.ts';

export interface Settings {
  /** Where new torrents go; null: inside Chrome (the embedded folder). */
  readonly defaultFolder: FolderRef | null;
  /** Whether a window shows what is added by hand, for a choice, before it begins. */
  readonly askWhenAdding: boolean;
  /** Which sockets to use, where the host has both. Applies to new connections. */
  readonly transport: 'automatic' | 'chrome-sockets' | 'direct-sockets';
  /** Whether the IP filter that was set holds. */
  readonly ipFilter: boolean;
  /** Whether peers are looked for in the distributed hash table (BEP 5). */
  readonly dht: boolean;
  /** "host:port" of nodes to ask where no other is known. */
  readonly dhtRouters: readonly string[];
  /** 0: the system chooses. */
  readonly listenPort: number;
  /** Connections, all torrents together and each. */
  readonly maxPeers: number;
  readonly maxPeersPerTorrent: number;
  /** Dials under way, all torrents together. */
  readonly maxHalfOpen: number;
  /**
   * Which trackers of a torrent hear of us, where it has several: the first that works, tier
   * after tier (BEP 12), the first of each tier, or all. A private torrent's always do the first.
   */
  readonly announceTo: 'first-tier' | 'every-tier' | 'every-tracker';
  /** Bytes a second, all torrents together; 0: no limit. */
  readonly downLimit: number;
  readonly upLimit: number;
  /** Those that hold instead while the alternative limits are on. */
  readonly alternativeDownLimit: number;
  readonly alternativeUpLimit: number;
  readonly alternative: 'off' | 'on' | 'scheduled';
  /** When they are on, if 'scheduled'. */
  readonly schedule: LimitSchedule;
  /** Whether limits count all that passes, headers of packets too, not payload alone. */
  readonly limitOverhead: boolean;
  /** Whether limits, those of torrents too, hold for peers in the local network. */
  readonly limitLocal: boolean;
  /** Whether peers tell each other of peers (BEP 11), but those of private torrents. */
  readonly pex: boolean;
  /** Whether torrents are announced in the local network (BEP 14), but private ones. */
  readonly lsd: boolean;
  /** Peers of one torrent that get something from us at a time; 0: found by itself. */
  readonly uploadSlots: number;
  /** Torrents that download at once, those that are stalled not counted; 0: no limit. */
  readonly maxActiveDownloads: number;
  /** The same of those that are complete and shared. */
  readonly maxActiveSeeds: number;
  /** Of all together, those that are stalled counted in; 0: no limit. */
  readonly maxActive: number;
  /** Torrents that hash their files at once; 0: no limit. */
  readonly maxActiveChecks: number;
  /** Sharing ends once one of these is reached; null: this one never ends it. */
  readonly seedRatio: number | null;
  /** Minutes of sharing. */
  readonly seedTime: number | null;
  /** Minutes in which nobody got anything. */
  readonly seedIdle: number | null;
  /** Whether the system tells of a torrent that is complete, or that an error stopped. */
  readonly notifyCompleted: boolean;
  readonly notifyError: boolean;
  /** When the device is kept from going to sleep: while data comes, or while any torrent runs. */
  readonly keepAwake: 'never' | 'downloading' | 'running';
}

/** A part of the week, in local time. */
export interface LimitSchedule {
  /** 0: Sunday, to 6. */
  readonly days: readonly number[];
  /**
   * Minutes of the day, 0 to 1439. It ends on the next day unless `from` is before `to`.
   */
  readonly from: number;
  readonly to: number;
}

export const DEFAULT_SETTINGS: Settings = {
  defaultFolder: null,
  askWhenAdding: true,
  transport: 'automatic',
  ipFilter: true,
  dht: true,
  dhtRouters: [
    'dht.libtorrent.org:25401',
    'router.bittorrent.com:6881',
    'dht.transmissionbt.com:6881',
    'router.utorrent.com:6881',
  ],
  listenPort: 6881,
  maxPeers: 500,
  maxPeersPerTorrent: 100,
  maxHalfOpen: 50,
  announceTo: 'first-tier',
  downLimit: 0,
  upLimit: 0,
  alternativeDownLimit: 100_000,
  alternativeUpLimit: 50_000,
  alternative: 'off',
  schedule: { days: [0, 1, 2, 3, 4, 5, 6], from: 8 * 60, to: 20 * 60 },
  limitOverhead: false,
  limitLocal: false,
  pex: true,
  lsd: true,
  uploadSlots: 0,
  maxActiveDownloads: 5,
  maxActiveSeeds: 10,
  maxActive: 30,
  maxActiveChecks: 1,
  seedRatio: null,
  seedTime: null,
  seedIdle: null,
  notifyCompleted: true,
  notifyError: true,
  keepAwake: 'downloading',
};
