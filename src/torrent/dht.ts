import type { Endpoint } from '../bytes/endpoint.ts';

/** Looks for peers in the DHT. */
export interface PeerSearch {
  /**
   * Looks once for those who have the torrent, and tells the nodes nearest to it that we are one
   * of them. Waits while the DHT is off, or knows no node. Resolves at the end of the search;
   * never rejects.
   */
  search(infoHash: Uint8Array, options: PeerSearchOptions): Promise<void>;
}

export interface PeerSearchOptions {
  /** Whether we have everything (BEP 33). */
  readonly seed: boolean;
  /** To begin with, "host:port". */
  readonly nodes: readonly string[];
  /** Called as answers come in, again and again with the same peers perhaps. */
  found(peers: readonly Endpoint[]): void;
  readonly signal: AbortSignal;
}

/** The DHT, as torrents use it (BEP 5). */
export interface Dht extends PeerSearch {
  /** Of UDP, where our node is; undefined while there is none. */
  readonly port: number | undefined;
  /** Someone said that a node is there. */
  add(node: Endpoint): void;
}
