import type { NatKind } from './nat.ts';

/** What joins one host to the network. Bytes are payload: headers are not counted. */
export interface Line {
  /** Bytes a second that it sends and receives at most, all connections together. */
  readonly up: number;
  readonly down: number;
  /** Milliseconds from the host to the middle of the network, each way. */
  readonly latency: number;
  /** Chance of each packet, either way, to be lost. */
  readonly loss: number;
  /** Bytes that wait on the way down at most: what comes then is lost. */
  readonly queue: number;
  /** Bytes of the largest IP packet; larger datagrams are lost. */
  readonly mtu: number;
  readonly nat: NatKind;
}

/** As fast as anything, and loses nothing: a millisecond from one such host to another. */
export const PERFECT: Line = {
  up: Number.POSITIVE_INFINITY,
  down: Number.POSITIVE_INFINITY,
  latency: 0.5,
  loss: 0,
  queue: Number.POSITIVE_INFINITY,
  mtu: 65_535,
  nat: 'open',
};

/** Bytes. Routers keep some tenths of a second, and few less than this. */
const LEAST_QUEUE = 256 * 1024;
const QUEUE_SECONDS = 0.25;

/** A line in a home: what is not said is as usual there. */
export function homeLine(line: Partial<Line>): Line {
  const { down = PERFECT.down } = line;
  const queue = Math.max(LEAST_QUEUE, down * QUEUE_SECONDS);
  return { ...PERFECT, latency: 20, mtu: 1500, queue, ...line };
}
