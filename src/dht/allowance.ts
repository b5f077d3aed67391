/** So much of something a second, and at most `burst` at once. */
export class Allowance {
  readonly #rate: number;
  readonly #burst: number;
  #left: number;
  #since = 0;

  constructor(rate: number, burst: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes it, if there is as much. `now` in ms. */
  take(amount: number, now: number): boolean {
    const grown = this.#left + ((now - this.#since) / 1000) * this.#rate;
    this.#left = Math.min(this.#burst, grown);
    this.#since = now;
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }
}
