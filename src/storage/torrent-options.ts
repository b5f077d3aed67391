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

export const DEFAULT_OPTIONS: TorrentOptions = {
  downLimit: 0,
  upLimit: 0,
  sequential: false,
  superSeeding: false,
  forced: false,
  seeding: null,
};
