import { WebSeed } from './web-seed.ts';
import type { WebSeedHost } from './web-seed-host.ts';

/** The web seeds of one torrent. */
export class WebSeeds {
  readonly #host: WebSeedHost;
  readonly #seeds = new Map<string, WebSeed>();

  constructor(host: WebSeedHost) {
    this.#host = host;
  }

  /** These from now on; those it knows go on, or stay aside. */
  use(addresses: readonly string[]): void {
    const wanted = new Set(addresses);
    for (const [address, seed] of this.#seeds) {
      if (wanted.has(address)) continue;
      seed.stop();
      this.#seeds.delete(address);
    }
    for (const address of wanted) {
      if (this.#seeds.has(address)) continue;
      this.#seeds.set(address, new WebSeed(address, this.#host));
    }
    this.tick();
  }

  /** Once a second. */
  tick(): void {
    for (const seed of this.#seeds.values()) seed.tick();
  }

  stop(): void {
    for (const seed of this.#seeds.values()) seed.stop();
    this.#seeds.clear();
  }
}
