import {
  decodeExtendedHandshake,
  EXTENDED_HANDSHAKE,
  encodeExtendedHandshake,
} from '../protocol/extension/extended-handshake.ts';
import {
  decodeUtMetadata,
  encodeUtMetadata,
  METADATA_PART,
  type UtMetadata,
} from '../protocol/extension/ut-metadata.ts';
import type { RemotePeer } from './remote-peer.ts';

/** The id we take metadata messages under. */
const UT_METADATA = 1;
const CLIENT = 'Rill 0.1';
/** What UploadQueue keeps. */
const REQUEST_QUEUE = 1000;

/** Tells a peer what we offer, if it understands extensions (BEP 10). */
export function offerExtensions(
  peer: RemotePeer,
  metadataSize: number | undefined,
): void {
  if (!peer.extended) return;
  const payload = encodeExtendedHandshake({
    utMetadata: UT_METADATA,
    metadataSize,
    client: CLIENT,
    requestQueue: REQUEST_QUEUE,
  });
  peer.connection.send({ kind: 'extended', id: EXTENDED_HANDSHAKE, payload });
}

/**
 * Takes what a peer says in an extended message: its handshake is kept with the peer, its
 * metadata message answered; undefined for the handshake and for what we do not know.
 * Throws ProtocolError.
 */
export function readExtended(
  peer: RemotePeer,
  id: number,
  payload: Uint8Array,
): UtMetadata | undefined {
  if (id === EXTENDED_HANDSHAKE) {
    peer.extensions = decodeExtendedHandshake(payload);
    return undefined;
  }
  return id === UT_METADATA ? decodeUtMetadata(payload) : undefined;
}

/** Sends a metadata message, if the peer takes them. */
export function sendMetadata(peer: RemotePeer, message: UtMetadata): void {
  const id = peer.extensions?.utMetadata;
  if (id === undefined) return;
  peer.connection.send({ kind: 'extended', id, payload: encodeUtMetadata(message) });
}

/** Answers a request for a part of the info dict (BEP 9). */
export function answerMetadata(
  peer: RemotePeer,
  message: UtMetadata | undefined,
  info: Uint8Array,
): void {
  if (message?.kind !== 'request') return;
  const { part } = message;
  const data = info.subarray(part * METADATA_PART, (part + 1) * METADATA_PART);
  // Whoever lets the answers pile up asks too fast.
  if (data.length === 0 || peer.connection.queued > 1 << 20) {
    return sendMetadata(peer, { kind: 'reject', part });
  }
  sendMetadata(peer, { kind: 'data', part, totalSize: info.length, data });
}
