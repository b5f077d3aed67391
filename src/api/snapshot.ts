import type { FolderRef } from '../ports/folders.ts';

import type { ErrorReport } from './contract.ts';

export type { FolderRef };

export type TorrentStatus =
  /** A magnet link whose info dict is not known yet. */
  | 'metadata'
  /**
   * A torrent that is being made: `progress` says how far. Removing it cancels. With an
   * `error` it could not be made, and stays until it is removed.
   */
  | 'creating'
  /** It waits until the queue lets it run, or check its files. */
  | 'queued'
  | 'checking'
  | 'downloading'
  | 'seeding'
  | 'moving'
  | 'paused'
  | 'error';

/** One line of the list. Sizes in bytes, rates in bytes a second. */
export interface TorrentRow {
  /**
   * 40 hex digits: the v1 info hash, else the truncated v2 one; of a torrent that is being
   * made a number of its own.
   */
  readonly id: string;
  readonly name: string;
  readonly status: TorrentStatus;
  /** Why, when the status is 'error', or 'creating' came to nothing. */
  readonly error: ErrorReport | null;
  /** Of the files that are wanted, without pad files; 0 while not known. */
  readonly size: number;
  /** Of that, verified and written. */
  readonly done: number;
  /** Of checking, moving or creating, 0 to 1; 0 otherwise. */
  readonly progress: number;
  readonly downRate: number;
  readonly upRate: number;
  /** Payload this session and before. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** Connected; and those of them that have everything. */
  readonly peers: number;
  readonly seeds: number;
  /** Seconds; null when it cannot be said. */
  readonly eta: number | null;
  /** How many are wanted. */
  readonly fileCount: number;
  readonly folder: FolderRef;
  /** True while the files live inside Chrome, not in a folder of the person's. */
  readonly embedded: boolean;
  /** What the tracker last said that a person should see; null when all is well. */
  readonly trackerError: ErrorReport | null;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** When its last piece came; null while it lacks something, and where it began complete. */
  readonly completedAt: number | null;
  /**
   * From 1, among all that are complete or among all that are not; null while it is being
   * made.
   */
  readonly queuePosition: number | null;
  /** What a person sorts it by; in the order they came, none twice in whatever case. */
  readonly labels: readonly string[];
  /** The hosts of its trackers, each once, without ports: the first few. */
  readonly trackers: readonly string[];
}

/** All that a torrent file says, and what was changed since. */
export interface TorrentDetails {
  readonly id: string;
  readonly name: string;
  readonly version: 'v1' | 'v2' | 'hybrid';
  /** 40 and 64 hex digits; null where it has none. */
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  readonly private: boolean;
  /** Bytes. */
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** Without pad files. */
  readonly files: readonly FileDetails[];
  readonly options: TorrentOptions;
  /** By tier (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly comment: string | null;
  readonly createdBy: string | null;
  /** Milliseconds since 1970. */
  readonly creationDate: number | null;
  /** A magnet link of it, trackers and all. */
  readonly magnet: string;
}

/** What a person set for one torrent. */
export interface TorrentOptions {
  /** Bytes a second; 0: no limit of its own. */
  readonly downLimit: number;
  readonly upLimit: number;
  /** Pieces from the first to the last. */
  readonly sequential: boolean;
  /** As the first seed, it gives each peer what nobody else has (BEP 16). */
  readonly superSeeding: boolean;
  /** It runs whatever the queue says. */
  readonly forced: boolean;
  /** When sharing ends; null: as the settings say. */
  readonly seeding: SeedingLimit | null;
}

/** Sharing ends once one of these is reached; null: this one never ends it. */
export interface SeedingLimit {
  /** Bytes given for each byte of the torrent. */
  readonly ratio: number | null;
  /** Minutes of sharing. */
  readonly time: number | null;
  /** Minutes in which nobody asked for anything. */
  readonly idle: number | null;
}

/** How much a file is wanted; 'skip': it is not to be downloaded. */
export type FilePriority = 'skip' | 'low' | 'normal' | 'high';

export interface FileDetails {
  /** Among all files of the torrent, pad files too. */
  readonly index: number;
  readonly path: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Where it begins in the torrent's stream of bytes, which the pieces cut up. */
  readonly offset: number;
  readonly priority: FilePriority;
}

/** Where a file of a torrent is. */
export interface FilePlace {
  readonly folder: FolderRef;
  /** In that folder. */
  readonly path: readonly string[];
  /** Bytes. */
  readonly size: number;
}

export interface FreeSpace {
  /** Bytes; null where nothing tells. */
  readonly free: number | null;
}

/** Which pieces are verified and written, and which are to be had. */
export interface TorrentPieces {
  /** Base64: a bit a piece, the first the highest of the first byte, as BEP 3 sends them. */
  readonly have: string;
  /**
   * Base64: a byte for each of at most 1,000 equal parts of the torrent, in order: how many of
   * the peers connected have the rarest of its pieces that are lacking here, or of all where
   * none is; 255 for more. null while it does not run.
   */
  readonly availability: string | null;
  /**
   * How often the rarest piece is there, with us and those connected; behind the point, the share
   * of pieces that are there more often. null while it does not run.
   */
  readonly copies: number | null;
}

export interface SessionStatus {
  readonly downRate: number;
  readonly upRate: number;
  /** Share had of all that is being downloaded, 0 to 1; null while nothing is. */
  readonly progress: number | null;
  /** null while not listening. */
  readonly listenPort: number | null;
  /**
   * Whether a peer from beyond the local network has connected to that port: that others can is
   * certain then, and not known otherwise.
   */
  readonly reached: boolean;
  /** Why not, when it tried. */
  readonly listenError: ErrorReport | null;
  /** Torrents that need the engine awake. */
  readonly active: number;
  /** Whether the alternative limits hold now, set by hand or by the schedule. */
  readonly alternativeLimits: boolean;
  /** What sockets are opened with now, e.g. "direct-sockets". */
  readonly transport: string;
  readonly dht: DhtState;
  readonly lsd: LocalDiscovery;
}

/** How it stands with our nodes of the DHT (BEP 5). */
export interface DhtState {
  /** 'starting': no node has answered yet. */
  readonly state: 'off' | 'starting' | 'on' | 'unavailable';
  /** Why it is unavailable. */
  readonly error: ErrorReport | null;
  /** Known, of both families. */
  readonly nodes: number;
  /** About how many there are in all. */
  readonly networkSize: number;
  /** Ours, as other nodes see them. */
  readonly externalAddresses: readonly string[];
  /** Nobody has reached us yet, so that we answer nobody (BEP 43). */
  readonly readOnly: boolean;
  /** Bytes a second. */
  readonly downRate: number;
  readonly upRate: number;
}

/** Whether peers are looked for in the local network (BEP 14). */
export interface LocalDiscovery {
  readonly state: 'off' | 'joining' | 'on' | 'unavailable';
  /** Why it is unavailable: no network, a port that another program has for itself, … */
  readonly error: ErrorReport | null;
}
