import type { Endpoint } from '../bytes/endpoint.ts';
import type { Candidate } from '../peer/peer-list.ts';

/** Peers given by hand, kept for the next run. */
const MOST_EXTRA = 1000;

/** Peers that a torrent was told of, and did not find itself. */
export class KnownPeers {
  #extra: readonly Endpoint[] = [];
  #met: readonly Candidate[] = [];

  /** Given by hand. */
  get extra(): readonly Endpoint[] {
    return this.#extra;
  }

  add(peers: readonly Endpoint[]): void {
    this.#extra = [...this.#extra, ...peers].slice(-MOST_EXTRA);
  }

  /** Its link found them. */
  meet(peers: readonly Candidate[]): void {
    this.#met = [...this.#met, ...peers];
  }

  /** Those that its link found: the torrent begins. */
  takeMet(): readonly Candidate[] {
    const met = this.#met;
    this.#met = [];
    return met;
  }
}
