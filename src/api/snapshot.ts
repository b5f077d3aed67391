import type { FolderRef } from '../ports/folders.ts';

import type { ErrorReport } from './contract.ts';

export type { FolderRef };

export type TorrentStatus =
  /** A magnet link whose info dict is not known yet. */
  'metadata' | 'checking' | 'downloading' | 'seeding' | 'moving' | 'paused' | 'error';

/** One line of the list. Sizes in bytes, rates in bytes a second. */
export interface TorrentRow {
  /** Info hash, 40 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly status: TorrentStatus;
  /** Why, when the status is 'error'. */
  readonly error: ErrorReport | null;
  /** 0 while not known. */
  readonly size: number;
  /** Verified and written. */
  readonly done: number;
  /** Of checking or moving, 0 to 1; 0 otherwise. */
  readonly progress: number;
  readonly downRate: number;
  readonly upRate: number;
  /** Payload this session and before. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** Connected. */
  readonly peers: number;
  /** Seconds; null when it cannot be said. */
  readonly eta: number | null;
  readonly fileCount: number;
  readonly folder: FolderRef;
  /** True while the files live inside Chrome, not in a folder of the person's. */
  readonly embedded: boolean;
  /** What the tracker last said that a person should see; null when all is well. */
  readonly trackerError: ErrorReport | null;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

export interface SessionStatus {
  readonly downRate: number;
  readonly upRate: number;
  /** null while not listening. */
  readonly listenPort: number | null;
  /** Why not, when it tried. */
  readonly listenError: ErrorReport | null;
  /** Torrents that need the engine awake. */
  readonly active: number;
  /** What sockets are opened with now, e.g. "direct-sockets". */
  readonly transport: string;
}
