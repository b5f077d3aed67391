import { LimitGroup } from './limit-group.ts';
import { TokenBucket } from './token-bucket.ts';

/** Bytes granted at a turn: one block. */
const QUANTUM = 16 * 1024;
/** Milliseconds between two looks at the line: fewer wakes, more at each. */
const TICK = 50;

/** Which of the bytes count. */
export interface Counting {
  /** Those of peers in the local network, too. */
  readonly local: boolean;
  /** All that is not payload, too. */
  readonly overhead: boolean;
}

/**
 * The limits of one direction, all torrents together: a token bucket for all, one for each
 * torrent below it, and the flows of its peers below that.
 *
 *  1. While no limit holds for a flow, everything passes and nothing is counted.
 *  2. A block passes when the bucket of its torrent and the one for all have tokens.
 *  3. What cannot pass waits in line: torrents take turns, and within each its flows, a
 *     block at a turn; so torrents share alike, and peers within a torrent.
 *  4. Nobody passes those in line.
 *  5. A flow that wants less than its share leaves the rest to the others.
 *
 * It holds no timer: while anything waits, whoever made it calls `distribute` after `wait`.
 */
export class Limiter {
  readonly bucket = new TokenBucket();
  /** By which `arrived` goes. */
  readonly arrivals = new TokenBucket();
  counting: Counting = { local: true, overhead: false };
  /** Torrents of which somebody waits, the next first. */
  readonly #line = new Set<LimitGroup>();
  readonly #stirred: () => void;

  /** `stirred`: `wait` may be less than it was before. */
  constructor(stirred: () => void) {
    this.#stirred = stirred;
  }

  /** Bytes a second; 0: no limit. */
  get rate(): number {
    return this.bucket.rate;
  }

  /** A torrent, with a limit of its own: bytes a second, 0 for none. */
  group(rate: number, now: number): LimitGroup {
    return new LimitGroup(this, rate, now);
  }

  setRate(rate: number, now: number): void {
    this.bucket.setRate(rate, now);
    this.arrivals.setRate(rate, now);
    this.#stirred();
  }

  /** Whether something may pass that does not wait in line. */
  open(now: number): boolean {
    if (!this.bucket.limited) return true;
    return this.#line.size === 0 && this.bucket.level(now) > 0;
  }

  queue(group: LimitGroup): void {
    this.#line.add(group);
    this.#stirred();
  }

  changed(): void {
    this.#stirred();
  }

  /** Milliseconds until there is something to distribute; undefined while nobody waits. */
  wait(now: number): number | undefined {
    if (this.#line.size === 0) return undefined;
    let soonest = Number.POSITIVE_INFINITY;
    for (const { bucket } of this.#line) soonest = Math.min(soonest, bucket.wait(now));
    return Math.max(TICK, soonest, this.bucket.wait(now));
  }

  /** Grants what there is to those in line, and tells them. */
  distribute(now: number): void {
    const granted = new Set<{ tell(): void }>();
    const later: LimitGroup[] = [];
    // Whoever is put behind while this goes on has another turn.
    for (const group of this.#line) {
      if (this.bucket.level(now) <= 0) break;
      this.#line.delete(group);
      if (group.bucket.level(now) <= 0) {
        later.push(group);
        continue;
      }
      const flow = group.grant(QUANTUM);
      if (!flow) continue;
      granted.add(flow);
      this.#line.add(group);
    }
    for (const group of later) this.#line.add(group);
    for (const flow of granted) flow.tell();
  }
}
