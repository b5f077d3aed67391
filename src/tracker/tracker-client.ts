import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { AnnounceResponse } from '../protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../protocol/tracker/announce-url.ts';
import type { ScrapeCounts } from '../protocol/tracker/scrape-response.ts';

export type { ScrapeCounts };

/** Over what a tracker is asked: HTTP, or UDP. Everything rejects with TrackerError. */
export interface TrackerClient {
  /**
   * By which families the tracker can be asked: the addresses its name has. A tracker sees
   * only the address that it is asked from, so each is announced (BEP 7). `undefined` stands for
   * whichever the host takes, where the host alone decides (HTTPS).
   */
  families(
    url: string,
    signal: AbortSignal,
  ): Promise<readonly (AddressFamily | undefined)[]>;
  announce(
    url: string,
    family: AddressFamily | undefined,
    request: AnnounceRequest,
    signal: AbortSignal,
  ): Promise<AnnounceResponse>;
  /** For each info hash what the tracker knows of it, undefined where nothing (BEP 48). */
  scrape(
    url: string,
    infoHashes: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<readonly (ScrapeCounts | undefined)[]>;
}
