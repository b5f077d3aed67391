import { parseIp } from '../bytes/ip-address.ts';
import { CLIENT_NAME } from '../bytes/program.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import {
  decodeExtendedHandshake,
  EXTENDED_HANDSHAKE,
  type ExtendedHandshake,
  encodeExtendedHandshake,
} from '../protocol/extension/extended-handshake.ts';
import { LT_DONTHAVE, UT_METADATA, UT_PEX } from '../protocol/extension/ids.ts';
import {
  decodeUtMetadata,
  encodeUtMetadata,
  METADATA_PART,
  type UtMetadata,
} from '../protocol/extension/ut-metadata.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Bytes that may wait for a peer's socket before its requests are rejected, and it dropped. */
const MOST_QUEUED = 1 << 20;
const FLOOD = 2 << 20;
/** What UploadQueue keeps. */
const REQUEST_QUEUE = 1000;

/**
 * Tells a peer what we offer, if it understands extensions (BEP 10); `pex`: whether we tell
 * each other of peers. Told again it changes what was said.
 */
export function offerExtensions(
  peer: RemotePeer,
  own: Pick<ExtendedHandshake, 'metadataSize' | 'uploadOnly' | 'port'>,
  pex: boolean,
): void {
  if (!peer.extended) return;
  const payload = encodeExtendedHandshake({
    ...own,
    utMetadata: UT_METADATA,
    utPex: pex ? UT_PEX : undefined,
    dontHave: LT_DONTHAVE,
    client: CLIENT_NAME,
    requestQueue: REQUEST_QUEUE,
    yourIp: parseIp(peer.connection.remote.host),
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
  peer.idleTalk();
  if (id === EXTENDED_HANDSHAKE) {
    // A later one changes only what it names.
    const news = decodeExtendedHandshake(payload);
    const { extensions } = peer;
    peer.extensions = {
      utMetadata: news.utMetadata ?? extensions?.utMetadata,
      utPex: news.utPex ?? extensions?.utPex,
      dontHave: news.dontHave ?? extensions?.dontHave,
      metadataSize: news.metadataSize ?? extensions?.metadataSize,
      client: news.client ?? extensions?.client,
      requestQueue: news.requestQueue ?? extensions?.requestQueue,
      uploadOnly: news.uploadOnly ?? extensions?.uploadOnly,
      port: news.port ?? extensions?.port,
      yourIp: news.yourIp ?? extensions?.yourIp,
    };
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

/**
 * Answers a request for a part of the info dict (BEP 9). Throws ProtocolError 'flood' when
 * the peer asks on and on and takes no answer.
 */
export function answerMetadata(
  peer: RemotePeer,
  message: UtMetadata | undefined,
  info: Uint8Array,
): void {
  if (message?.kind !== 'request') return;
  const { part } = message;
  const data = info.subarray(part * METADATA_PART, (part + 1) * METADATA_PART);
  const { queued } = peer.connection;
  if (queued > FLOOD) throw new ProtocolError('flood', 'it asks, and takes no answer');
  if (data.length === 0 || queued > MOST_QUEUED) {
    return sendMetadata(peer, { kind: 'reject', part });
  }
  sendMetadata(peer, { kind: 'data', part, totalSize: info.length, data });
}
