import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';

/** Peers, and ports of one machine, that are believed within one interval. */
const MOST = 200;
const MOST_OF_HOST = 10;
/** Milliseconds after which a peer is told again: about when it is announced again. */
const INTERVAL = 4 * 60_000;

/** Who announced one torrent: each is told once in a while, and nobody can be many. */
export class HeardPeers {
  /** The oldest first. */
  readonly #heard = new Map<
    string,
    { readonly peer: Endpoint; readonly since: number }
  >();

  /** Those of the last interval, and perhaps some before. */
  get all(): Endpoint[] {
    return [...this.#heard.values()].map(({ peer }) => peer);
  }

  /** Whether it is new, and may be believed. */
  add(peer: Endpoint, now: number): boolean {
    for (const [key, { since }] of this.#heard) {
      if (now - since < INTERVAL) break;
      this.#heard.delete(key);
    }
    const key = formatEndpoint(peer);
    if (this.#heard.has(key) || this.#heard.size >= MOST) return false;
    const ofHost = this.all.filter(({ host }) => host === peer.host).length;
    if (ofHost >= MOST_OF_HOST) return false;
    this.#heard.set(key, { peer, since: now });
    return true;
  }
}
