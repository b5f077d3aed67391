import { BLOCK_LENGTH } from '../protocol/peer-wire/message.ts';

/** Requests. Common clients keep 250 to 2,000 of one peer's. */
const START = 16;
const MOST = 500;
/** Seconds of the peer's rate to keep asked for: covers any distance, leaves it no pause. */
const AHEAD = 2;

/**
 * How many requests to keep under way with one peer. Slow start: one more for each block
 * that arrives, which doubles it each round trip, until a second brings no more than the
 * one before; from then on two seconds' worth of the measured rate.
 */
export class RequestDepth {
  #depth = START;
  #slowStart = true;
  #before = 0;

  get depth(): number {
    return this.#depth;
  }

  blockArrived(): void {
    if (this.#slowStart && this.#depth < MOST) this.#depth++;
  }

  /** Once a second, with the rate in bytes a second. */
  measured(rate: number): void {
    if (this.#slowStart && rate > 0 && rate < this.#before * 1.1) this.#slowStart = false;
    this.#before = rate;
    if (this.#slowStart) return;
    const wanted = Math.ceil((rate * AHEAD) / BLOCK_LENGTH);
    this.#depth = Math.min(MOST, Math.max(START, wanted));
  }

  /** The peer stopped delivering: one at a time, until it proves itself. */
  snubbed(): void {
    this.#depth = 1;
    this.#slowStart = true;
    this.#before = 0;
  }
}
