/** Pieces that are needed by a time, for playing while it comes; most urgent first. */
export class Deadlines {
  readonly #times = new Map<number, number>();
  #pieces: readonly number[] = [];

  /** The most urgent first. */
  get pieces(): readonly number[] {
    return this.#pieces;
  }

  /** `at`: milliseconds of the clock; a second call for a piece replaces the first. */
  set(piece: number, at: number): void {
    this.#times.set(piece, at);
    this.#sort();
  }

  clear(piece: number): void {
    if (this.#times.delete(piece)) this.#sort();
  }

  #sort(): void {
    const entries = [...this.#times].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    this.#pieces = entries.map(([piece]) => piece);
  }
}
