/** How far back a history of speed goes; the finer, the less far. */
export type SpeedSpan = 'minute' | 'hour' | 'day';

/** What passed in each of equally long slots of time, oldest first: payload, bytes. */
export interface SpeedHistory {
  /** Milliseconds of a slot: a second, 15 seconds, five minutes. */
  readonly step: number;
  /** Milliseconds since 1970 at which the last slot ends, or has come to by now. */
  readonly end: number;
  /** Milliseconds that the last slot has lasted by then. */
  readonly last: number;
  readonly down: readonly number[];
  readonly up: readonly number[];
  /**
   * What passed beside it between us and peers, headers of packets estimated; null for one
   * torrent, of which it is not kept.
   */
  readonly overhead: {
    readonly down: readonly number[];
    readonly up: readonly number[];
  } | null;
}
