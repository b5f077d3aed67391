/** Milliseconds over which it is averaged. */
const SPAN = 10_000;

/** Bytes a second, averaged over some ten seconds, newer ones counting more. */
export class Speed {
  #bytes = 0;
  #since = 0;

  add(bytes: number, now: number): void {
    this.#fade(now);
    this.#bytes += bytes;
  }

  rate(now: number): number {
    this.#fade(now);
    return Math.round((this.#bytes * 1000) / SPAN);
  }

  #fade(now: number): void {
    this.#bytes *= Math.exp((this.#since - now) / SPAN);
    this.#since = now;
  }
}
