import { encodeLatin1 } from '../../bytes/text.ts';
import { percentEncode } from './percent-encode.ts';

export type AnnounceEvent = 'started' | 'stopped' | 'completed';

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
  /** Hex digits that tell us from others behind our address. */
  readonly key: string;
  /** undefined for the announces in between. */
  readonly event: AnnounceEvent | undefined;
  /** As an earlier answer of this tracker had it. */
  readonly trackerId: string | undefined;
}

/**
 * The address of an HTTP announce (BEP 3, compact as of BEP 23). The tracker's own query, a
 * passkey perhaps, stays in front; a fragment is dropped.
 */
export function announceUrl(tracker: string, request: AnnounceRequest): string {
  const { trackerId } = request;
  const base = tracker.split('#', 1)[0]!;
  const fields = [
    ['info_hash', percentEncode(request.infoHash)],
    ['peer_id', percentEncode(request.peerId)],
    ['port', request.port],
    ['uploaded', request.uploaded],
    ['downloaded', request.downloaded],
    ['left', request.left],
    ['compact', 1],
    ['numwant', request.numWant],
    ['key', request.key],
    ['event', request.event],
    ['trackerid', trackerId && percentEncode(encodeLatin1(trackerId))],
  ] as const;
  const query = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  if (!base.includes('?')) return `${base}?${query}`;
  return /[?&]$/.test(base) ? base + query : `${base}&${query}`;
}
