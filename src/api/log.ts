import type { ErrorReport } from './contract.ts';

/** Something that a person may want to know of later. */
export interface LogEntry {
  /** Goes up from entry to entry, and from one run of the engine to the next. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: LogLevel;
  /** Of the torrent that it is about; null: the engine. */
  readonly id: string | null;
  /** Of that torrent, cut where it is long; '': the engine. */
  readonly name: string;
  /** Stands for what happened, whatever the language. */
  readonly code: LogCode;
  /** What differs from one such entry to another; texts are cut where they are long. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Why, where something went wrong. */
  readonly error: ErrorReport | null;
  /** The same in plain English, for whoever has no words for the code. */
  readonly message: string;
}

export type LogLevel = 'info' | 'warning' | 'error';

export interface LogPart {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Of the latest entry, these or not: what to ask after next. */
  readonly last: number;
}

/** The values of each are named behind it. */
export type LogCode =
  | TorrentLogCode
  | 'engine-started'
  /** port */
  | 'listening'
  | 'not-listening'
  | 'dht-on'
  | 'dht-off'
  | 'dht-unavailable'
  | 'lsd-on'
  | 'lsd-off'
  | 'lsd-unavailable'
  /** address */
  | 'external-address'
  /** settings: their names */
  | 'settings-changed'
  | 'alternative-on'
  | 'alternative-off'
  /** ranges */
  | 'filter-set'
  | 'filter-cleared'
  /** what */
  | 'not-restored'
  | 'not-saved';

export type TorrentLogCode =
  | 'added'
  | 'link-added'
  | 'metadata-found'
  | 'removed'
  | 'put-back'
  /** have, pieces */
  | 'checked'
  | 'started'
  | 'queued'
  | 'completed'
  | 'paused-by-person'
  | 'paused-by-limit'
  | 'resumed'
  | 'moved'
  | 'failed'
  /** tracker, its host */
  | 'tracker-failed'
  | 'tracker-works'
  /** peer */
  | 'peer-dropped'
  | 'peer-banned'
  /** host */
  | 'web-seed-dropped'
  /** piece */
  | 'piece-wrong'
  /** pieces */
  | 'pieces-lost';
