import type { Random } from '../../../src/ports/random.ts';
import type { Downlink } from './downlink.ts';
import { type Line, PERFECT } from './line.ts';
import type { Nat } from './nat.ts';
import type { Partitions } from './partitions.ts';
import type { Uplink } from './uplink.ts';

/** Where a host is joined to the network. */
export interface Attachment {
  readonly address: string;
  readonly line: Line;
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  readonly nat: Nat;
}

/** Bytes of payload in a packet. */
export const PACKET = 1460;

/** The way from one host to another. */
export class Path {
  readonly from: Attachment;
  readonly to: Attachment;
  readonly #partitions: Partitions;
  readonly #random: Random;

  constructor(from: Attachment, to: Attachment, partitions: Partitions, random: Random) {
    this.from = from;
    this.to = to;
    this.#partitions = partitions;
    this.#random = random;
  }

  /** Milliseconds, one way. */
  get latency(): number {
    return this.from.line.latency + this.to.line.latency;
  }

  /** Whether all of it is as fast as anything: nothing has to be found out by trying. */
  get perfect(): boolean {
    return this.from.line === PERFECT && this.to.line === PERFECT;
  }

  get open(): boolean {
    return !this.#partitions.apart(this.from.address, this.to.address);
  }

  /** Whether chance takes at least one of the packets. */
  loses(bytes: number): boolean {
    const { line } = this.from;
    const passes = (1 - line.loss) * (1 - this.to.line.loss);
    if (passes === 1) return false;
    const all = passes ** Math.ceil(bytes / PACKET);
    return this.#random.integer(2 ** 32) >= all * 2 ** 32;
  }
}
