import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';

/** Peers, and ports of one machine, that are believed between two announcements of ours. */
const MOST = 200;
const MOST_OF_HOST = 10;

/** Who announced one torrent: each is told once in a while, and nobody can be many. */
export class HeardPeers {
  readonly #heard = new Set<string>();
  readonly #ofHost = new Map<string, number>();

  /** Whether it is new, and may be believed. */
  add(peer: Endpoint): boolean {
    const key = formatEndpoint(peer);
    const ofHost = this.#ofHost.get(peer.host) ?? 0;
    if (this.#heard.has(key) || this.#heard.size >= MOST) return false;
    if (ofHost >= MOST_OF_HOST) return false;
    this.#heard.add(key);
    this.#ofHost.set(peer.host, ofHost + 1);
    return true;
  }

  clear(): void {
    this.#heard.clear();
    this.#ofHost.clear();
  }
}
