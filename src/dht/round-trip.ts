/** Milliseconds before the first answer came. */
const UNKNOWN = 1000;
const SHORTEST = 150;
const LONGEST = 2000;

/**
 * How long nodes take to answer (as RFC 6298 does it): what is longer is slow. A node known to
 * be fast is slow sooner.
 */
export class RoundTrip {
  #mean = 0;
  #deviation = 0;

  /** `sample` in ms. */
  add(sample: number): void {
    const bounded = Math.min(sample, LONGEST);
    if (this.#mean === 0) {
      this.#mean = bounded;
      this.#deviation = bounded / 2;
      return;
    }
    this.#deviation += (Math.abs(bounded - this.#mean) - this.#deviation) / 4;
    this.#mean += (bounded - this.#mean) / 8;
  }

  /** Milliseconds after which a node is slow. `known`: what it took before, or 0. */
  slowAfter(known: number): number {
    const usual = this.#mean === 0 ? UNKNOWN : this.#mean + 4 * this.#deviation;
    const own = known === 0 ? usual : Math.min(usual, 2 * known + SHORTEST);
    return Math.max(SHORTEST, Math.min(own, LONGEST));
  }
}
