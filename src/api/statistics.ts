/** What was done, all torrents together; those that were removed since, too. */
export interface Totals {
  /** Payload, bytes; what came and was of no use is in it. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** Beside that, between us and peers; headers of packets are estimated. */
  readonly overheadDown: number;
  readonly overheadUp: number;
  /** Bytes of pieces that did not match their hash. */
  readonly wrong: number;
  /** Bytes of blocks that were here already, or that nobody asked for. */
  readonly duplicate: number;
  /** Seconds that the engine ran. */
  readonly time: number;
  /** Torrents that came, and that were downloaded to the end. */
  readonly added: number;
  readonly completed: number;
  /** The most that were connected at once. */
  readonly mostPeers: number;
}

export const NO_TOTALS: Totals = {
  downloaded: 0,
  uploaded: 0,
  overheadDown: 0,
  overheadUp: 0,
  wrong: 0,
  duplicate: 0,
  time: 0,
  added: 0,
  completed: 0,
  mostPeers: 0,
};

export interface Statistics {
  /** Since the engine started, or was told to count anew. */
  readonly session: Totals;
  /** Since `since`. */
  readonly allTime: Totals;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** How many times the engine has started, this time counted in. */
  readonly starts: number;
}
