import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import type { AnnounceResponse } from '../protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../protocol/tracker/announce-url.ts';
import type { ScrapeCounts, TrackerClient } from './tracker-client.ts';

/**
 * Asks each tracker by the scheme of its address. Those over WebSocket (ws, wss), which only
 * introduce peers over WebRTC to each other, are not spoken to.
 */
export class TrackerClients implements TrackerClient {
  readonly #byScheme: ReadonlyMap<string, TrackerClient>;

  /** In lower case, without the colon. */
  constructor(byScheme: Readonly<Record<string, TrackerClient>>) {
    this.#byScheme = new Map(Object.entries(byScheme));
  }

  async families(
    url: string,
    signal: AbortSignal,
  ): Promise<readonly (AddressFamily | undefined)[]> {
    return this.#clientOf(url).families(url, signal);
  }

  async announce(
    url: string,
    family: AddressFamily | undefined,
    request: AnnounceRequest,
    signal: AbortSignal,
  ): Promise<AnnounceResponse> {
    return this.#clientOf(url).announce(url, family, request, signal);
  }

  async scrape(
    url: string,
    infoHashes: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<readonly (ScrapeCounts | undefined)[]> {
    return this.#clientOf(url).scrape(url, infoHashes, signal);
  }

  #clientOf(url: string): TrackerClient {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
    const client = this.#byScheme.get(scheme);
    if (client) return client;
    throw new TrackerError('unsupported-scheme', 'a tracker of a kind that is not known');
  }
}
