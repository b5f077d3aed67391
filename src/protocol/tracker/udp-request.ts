import { concat } from '../../bytes/concat.ts';
import type { AnnounceRequest } from './announce-url.ts';
import { urlDataOptions } from './udp-options.ts';

/** What a request is known by (BEP 15): 64 bits, and 32. */
export interface UdpRequestIds {
  readonly connectionId: bigint;
  readonly transactionId: number;
}

/** The number of each kind of request, and of its answer (BEP 15). */
export const UDP_ACTION = { connect: 0, announce: 1, scrape: 2, error: 3 } as const;

/** Info hashes in one scrape (BEP 15). */
export const MAX_SCRAPED = 74;

/** By what a tracker knows the protocol (BEP 15). */
const PROTOCOL = 0x417_27_10_19_80n;
const ANNOUNCE_LENGTH = 98;

/** BEP 21 gave a partial seed's "paused" no number: it counts as one in between. */
const EVENTS = { none: 0, completed: 1, started: 2, stopped: 3, paused: 0 } as const;

export function encodeUdpConnect(transactionId: number): Uint8Array {
  return head({ connectionId: PROTOCOL, transactionId }, UDP_ACTION.connect, 16).bytes;
}

/**
 * `path`: with the query, of the tracker's address, for trackers that tell requests apart by
 * it (BEP 41).
 */
export function encodeUdpAnnounce(
  ids: UdpRequestIds,
  request: AnnounceRequest,
  path: string,
): Uint8Array {
  const { bytes, view } = head(ids, UDP_ACTION.announce, ANNOUNCE_LENGTH);
  bytes.set(request.infoHash, 16);
  bytes.set(request.peerId, 36);
  view.setBigUint64(56, wide(request.downloaded));
  view.setBigUint64(64, wide(request.left));
  view.setBigUint64(72, wide(request.uploaded));
  view.setUint32(80, EVENTS[request.event ?? 'none']);
  // 84: our address, which the tracker is to take from the datagram.
  view.setUint32(88, request.key);
  view.setInt32(92, request.numWant);
  view.setUint16(96, request.port);
  return concat([bytes, urlDataOptions(path)]);
}

/** At most MAX_SCRAPED info hashes. */
export function encodeUdpScrape(
  ids: UdpRequestIds,
  infoHashes: readonly Uint8Array[],
): Uint8Array {
  return concat([head(ids, UDP_ACTION.scrape, 16).bytes, ...infoHashes]);
}

function head(ids: UdpRequestIds, action: number, length: number) {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, ids.connectionId);
  view.setUint32(8, action);
  view.setUint32(12, ids.transactionId);
  return { bytes, view };
}

/** What is not known counts as much. */
function wide(count: number): bigint {
  return BigInt(Math.min(Math.floor(count), Number.MAX_SAFE_INTEGER));
}
