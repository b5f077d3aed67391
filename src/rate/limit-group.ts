import { Flow, type FlowOwner } from './flow.ts';
import type { Limiter } from './limiter.ts';
import { TokenBucket } from './token-bucket.ts';

/** What may arrive ahead of the rate before reading stops: seconds of it, and bytes. */
const SLACK_SECONDS = 0.2;
const SLACK_BYTES = 16 * 1024;
/** Milliseconds: a peer that is not read for longer looks as if it were gone. */
const LONGEST_PAUSE = 20_000;

/** The flows of one torrent, one way, and the limit that holds for them together. */
export class LimitGroup {
  readonly limiter: Limiter;
  readonly bucket = new TokenBucket();
  readonly #arrivals = new TokenBucket();
  /** Those who wait, the next first. */
  readonly #line = new Set<Flow>();

  /** By `Limiter.group`. */
  constructor(limiter: Limiter, rate: number, now: number) {
    this.limiter = limiter;
    this.setRate(rate, now);
  }

  /** Whether a limit holds for it, its own or the one for all. */
  get limited(): boolean {
    return this.bucket.limited || this.limiter.bucket.limited;
  }

  /** A peer, or another source. `local`: it is in the local network. */
  flow(owner: FlowOwner, local: boolean): Flow {
    return new Flow(this, owner, local);
  }

  /** Bytes a second; 0: no limit of its own. */
  setRate(rate: number, now: number): void {
    if (rate === this.bucket.rate) return;
    this.bucket.setRate(rate, now);
    this.#arrivals.setRate(rate, now);
    this.limiter.changed();
  }

  /** Whether something may pass that does not wait in line. */
  open(now: number): boolean {
    return this.#line.size === 0 && this.bucket.level(now) > 0 && this.limiter.open(now);
  }

  draw(bytes: number): void {
    this.bucket.draw(bytes);
    this.limiter.bucket.draw(bytes);
  }

  drawUnasked(bytes: number): void {
    this.bucket.drawUnasked(bytes);
    this.limiter.bucket.drawUnasked(bytes);
  }

  giveBack(bytes: number): void {
    this.bucket.giveBack(bytes);
    this.limiter.bucket.giveBack(bytes);
  }

  /** See Flow.arrived. */
  arrived(bytes: number, now: number): number {
    this.#arrivals.draw(bytes);
    this.limiter.arrivals.draw(bytes);
    const pause = Math.max(
      untilDue(this.#arrivals, now),
      untilDue(this.limiter.arrivals, now),
    );
    return Math.min(pause, LONGEST_PAUSE);
  }

  queue(flow: Flow): void {
    this.#line.add(flow);
    if (this.#line.size === 1) this.limiter.queue(this);
  }

  leave(flow: Flow): void {
    this.#line.delete(flow);
  }

  /** Grants as much to the next in line that wants it; undefined when nobody does. */
  grant(bytes: number): Flow | undefined {
    for (const flow of this.#line) {
      this.#line.delete(flow);
      if (!flow.grant(bytes)) continue;
      this.draw(bytes);
      this.#line.add(flow);
      return flow;
    }
    return undefined;
  }
}

function untilDue(arrivals: TokenBucket, now: number): number {
  return arrivals.wait(now, -(arrivals.rate * SLACK_SECONDS + SLACK_BYTES));
}
