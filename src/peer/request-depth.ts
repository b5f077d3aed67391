import { BLOCK_LENGTH } from '../protocol/peer-wire/message.ts';

/**
 * Requests to a peer of which nothing is known yet; to one that is slow. Few: what a slow peer
 * has for us its own requests wait behind, and everyone who asks of it likewise.
 */
const START = 4;
const LEAST = 2;
/** However near, so many cover a peer's pauses; however far, no more. */
const MOST_NEAR = 500;
const MOST = 4096;
/** Seconds of the peer's rate that lie ready at it, beyond what is on its way. */
const AHEAD = 1;
/** Seconds: a longer round trip is a queue, not a distance. */
const FARTHEST = 2;
const NONE = -1;

/**
 * How many requests to keep under way with one peer: what the line to it holds, twice, and
 * one second more, so that it never runs dry; no more, because what a peer is asked for
 * waits for it.
 *
 * Slow start: one more for each block that arrives, which doubles it each round trip, until
 * a second brings no more than the one before; from then on by the measured rate and the
 * shortest round trip seen. Where the requests were what limited the rate, that doubles
 * them still.
 */
export class RequestDepth {
  #depth = START;
  #slowStart = true;
  #rate = 0;
  /** Seconds. */
  #roundTrip = FARTHEST;
  /** The request whose block is waited for to measure a round trip, and when it was sent. */
  #probe = NONE;
  #probeSent = 0;

  get depth(): number {
    return this.#depth;
  }

  /** Of the shortest round trip seen, seconds. */
  get roundTrip(): number {
    return this.#roundTrip;
  }

  /** `key` stands for a block. */
  asked(key: number, now: number): void {
    if (this.#probe !== NONE && now - this.#probeSent < FARTHEST * 1000) return;
    this.#probe = key;
    this.#probeSent = now;
  }

  blockArrived(key: number, now: number): void {
    if (key === this.#probe) {
      this.#roundTrip = Math.min(this.#roundTrip, (now - this.#probeSent) / 1000);
      this.#probe = NONE;
    }
    if (this.#slowStart) this.#depth = Math.min(this.#most, this.#depth + 1);
  }

  /** Once a second, with the rate in bytes a second. */
  measured(rate: number): void {
    if (this.#slowStart && rate > 0 && rate < this.#rate * 1.1) this.#slowStart = false;
    this.#rate = rate;
    if (this.#slowStart) return;
    const wanted = Math.ceil((rate * (2 * this.#roundTrip + AHEAD)) / BLOCK_LENGTH);
    this.#depth = Math.min(this.#most, Math.max(LEAST, wanted));
  }

  /** The peer stopped delivering: one at a time, until it proves itself. */
  snubbed(): void {
    this.#depth = 1;
    this.#slowStart = true;
    this.#rate = 0;
    this.#probe = NONE;
  }

  get #most(): number {
    const onItsWay = Math.ceil((2 * this.#roundTrip * this.#rate) / BLOCK_LENGTH);
    return Math.min(MOST, Math.max(MOST_NEAR, onItsWay));
  }
}
