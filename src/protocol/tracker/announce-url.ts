import { percentEncode } from './percent-encode.ts';
import { withQuery } from './with-query.ts';

export interface AnnounceRequest {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  /** Where peers can connect to. */
  readonly port: number;
  /** Payload bytes since the 'started' event. */
  readonly uploaded: number;
  readonly downloaded: number;
  /** Bytes still missing. */
  readonly left: number;
  /** Peers wanted. */
  readonly numWant: number;
  /** Tells us from others behind our address; the same for a whole session. 32 bits. */
  readonly key: number;
  /** undefined for the announces in between; 'paused' for a partial seed's (BEP 21). */
  readonly event: 'started' | 'stopped' | 'completed' | 'paused' | undefined;
  /** What the tracker called us last time, as it called us. */
  readonly trackerId: Uint8Array | undefined;
}

/** The address of an HTTP announce (BEP 3, compact as of BEP 23). */
export function announceUrl(tracker: string, request: AnnounceRequest): string {
  const fields = [
    ['info_hash', percentEncode(request.infoHash)],
    ['peer_id', percentEncode(request.peerId)],
    ['port', request.port],
    ['uploaded', request.uploaded],
    ['downloaded', request.downloaded],
    ['left', request.left],
    ['compact', 1],
    ['numwant', request.numWant],
    ['key', request.key.toString(16).padStart(8, '0')],
    ['event', request.event],
    ['trackerid', request.trackerId && percentEncode(request.trackerId)],
  ] as const;
  return withQuery(
    tracker,
    fields
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`),
  );
}
