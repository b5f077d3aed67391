/** Seconds of its rate that a bucket keeps while nobody takes: covers a host's late timers. */
const KEPT = 0.25;
/** Seconds of its rate by which what passes unasked may overdraw it. */
const MOST_DEBT = 2;
/** Seconds of its rate that may pass at once when much is given back. */
const MOST_GIVEN_BACK = 1;

/**
 * Bytes that may pass at a rate. It may be overdrawn by the last that passes, which is
 * worked off before anything else passes: so the rate holds however large a block is.
 */
export class TokenBucket {
  /** Bytes a second; 0: no limit. */
  #rate = 0;
  #tokens = 0;
  #at = 0;

  get rate(): number {
    return this.#rate;
  }

  get limited(): boolean {
    return this.#rate > 0;
  }

  setRate(rate: number, now: number): void {
    this.#refill(now);
    this.#tokens = this.limited ? Math.min(this.#tokens, rate * KEPT) : 0;
    this.#rate = rate;
    this.#at = now;
  }

  /** Above 0: something may pass. */
  level(now: number): number {
    if (!this.limited) return Number.POSITIVE_INFINITY;
    this.#refill(now);
    return this.#tokens;
  }

  /** Milliseconds until the level is above `least`. */
  wait(now: number, least = 0): number {
    const missing = least - this.level(now);
    return missing < 0 ? 0 : Math.ceil((missing * 1000) / this.#rate) + 1;
  }

  draw(bytes: number): void {
    this.#tokens -= bytes;
  }

  /** What passed without asking: never so much that nothing else passes any more. */
  drawUnasked(bytes: number): void {
    const least = Math.min(this.#tokens, -MOST_DEBT * this.#rate);
    this.#tokens = Math.max(this.#tokens - bytes, least);
  }

  /** What was drawn did not pass. */
  giveBack(bytes: number): void {
    const most = Math.max(this.#tokens, this.#rate * MOST_GIVEN_BACK);
    this.#tokens = Math.min(this.#tokens + bytes, most);
  }

  #refill(now: number): void {
    // What was given back stays, whatever is kept.
    const most = Math.max(this.#tokens, this.#rate * KEPT);
    const more = ((now - this.#at) * this.#rate) / 1000;
    this.#tokens = Math.min(this.#tokens + more, most);
    this.#at = now;
  }
}
