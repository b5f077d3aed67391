import type { Connections } from './web-seed-host.ts';

/** Counts connections, up to a bound. */
export class ConnectionBudget implements Connections {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  take(): boolean {
    if (this.#taken >= this.#most) return false;
    this.#taken++;
    return true;
  }

  give(): void {
    this.#taken--;
  }
}
