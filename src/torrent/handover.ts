import { type InfoHashes, swarmIds } from '../metainfo/info-hash.ts';
import type { Candidate } from '../peer/peer-list.ts';
import type { Discovery } from './discovery.ts';
import type { LinkedPeers } from './linked-peers.ts';

/** What a link leaves to its torrent: its peers, and what finds more of them. */
export class Handover {
  readonly peers: LinkedPeers;
  readonly discovery: Discovery;
  readonly #hashes: InfoHashes;

  /** `hashes`: those of the link. */
  constructor(peers: LinkedPeers, discovery: Discovery, hashes: InfoHashes) {
    this.peers = peers;
    this.discovery = discovery;
    this.#hashes = hashes;
  }

  /**
   * Whether a torrent can go on with it. A private one cannot: the DHT, and whoever came by it,
   * is none of its business (BEP 27). Nor can one that has a swarm of which the link knew nothing.
   */
  suits(hashes: InfoHashes, isPrivate: boolean): boolean {
    return !isPrivate && `${swarmIds(hashes)}` === `${swarmIds(this.#hashes)}`;
  }

  /** Those found. */
  get candidates(): readonly Candidate[] {
    return this.peers.swarm.candidates;
  }

  /** Nobody goes on with it. Resolves once the trackers know. Never rejects. */
  end(): Promise<void> {
    this.peers.swarm.stop();
    return this.discovery.stop();
  }
}
