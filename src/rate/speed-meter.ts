/** Milliseconds in one slot, and slots: the meter looks back five seconds. */
const SLOT = 500;
const SLOTS = 10;

/** Bytes a second, over the last five seconds. Time is passed in. */
export class SpeedMeter {
  readonly #slots = new Float64Array(SLOTS);
  #slot = -1;
  #first = -1;
  #total = 0;

  /** Bytes ever added. */
  get total(): number {
    return this.#total;
  }

  add(bytes: number, now: number): void {
    this.#advance(now);
    this.#slots[this.#slot % SLOTS]! += bytes;
    this.#total += bytes;
  }

  rate(now: number): number {
    if (this.#first < 0) return 0;
    this.#advance(now);
    let sum = 0;
    for (const bytes of this.#slots) sum += bytes;
    const since = now - Math.max(this.#first, this.#slot - SLOTS + 1) * SLOT;
    return (sum * 1000) / Math.max(since, 1000);
  }

  #advance(now: number): void {
    const slot = Math.floor(now / SLOT);
    if (this.#first < 0) {
      this.#first = this.#slot = slot;
      return;
    }
    const steps = Math.min(slot - this.#slot, SLOTS);
    for (let step = 1; step <= steps; step++)
      this.#slots[(slot - steps + step) % SLOTS] = 0;
    if (slot > this.#slot) this.#slot = slot;
  }
}
