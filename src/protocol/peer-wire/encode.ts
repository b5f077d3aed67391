import {
  type BlockRange,
  type HashRange,
  MESSAGE_ID,
  type PeerMessage,
} from './message.ts';

/** Bytes of one request: length prefix, id, piece, begin, length. */
export const REQUEST_LENGTH = 17;

/** Bytes before the data in a piece message: length prefix, id, piece, begin. */
export const BLOCK_HEADER_LENGTH = 13;

export function encodeMessage(message: PeerMessage): Uint8Array {
  switch (message.kind) {
    case 'keep-alive':
      return new Uint8Array(4);
    case 'choke':
      return bare(MESSAGE_ID.choke);
    case 'unchoke':
      return bare(MESSAGE_ID.unchoke);
    case 'interested':
      return bare(MESSAGE_ID.interested);
    case 'not-interested':
      return bare(MESSAGE_ID.notInterested);
    case 'have':
      return encodePiece(MESSAGE_ID.have, message.piece);
    case 'bitfield': {
      const bytes = start(MESSAGE_ID.bitfield, message.bits.length);
      bytes.set(message.bits, 5);
      return bytes;
    }
    case 'request':
      return encodeRange(MESSAGE_ID.request, message);
    case 'cancel':
      return encodeRange(MESSAGE_ID.cancel, message);
    case 'suggest':
      return encodePiece(MESSAGE_ID.suggest, message.piece);
    case 'have-all':
      return bare(MESSAGE_ID.haveAll);
    case 'have-none':
      return bare(MESSAGE_ID.haveNone);
    case 'reject':
      return encodeRange(MESSAGE_ID.reject, message);
    case 'allowed-fast':
      return encodePiece(MESSAGE_ID.allowedFast, message.piece);
    case 'port': {
      const bytes = start(MESSAGE_ID.port, 2);
      bytes[5] = message.port >> 8;
      bytes[6] = message.port;
      return bytes;
    }
    case 'extended': {
      const bytes = start(MESSAGE_ID.extended, 1 + message.payload.length);
      bytes[5] = message.id;
      bytes.set(message.payload, 6);
      return bytes;
    }
    case 'hash-request':
      return encodeHashes(MESSAGE_ID.hashRequest, message);
    case 'hashes':
      return encodeHashes(MESSAGE_ID.hashes, message, message.hashes);
    case 'hash-reject':
      return encodeHashes(MESSAGE_ID.hashReject, message);
  }
}

/** Writes one request at `at` of a batch; REQUEST_LENGTH bytes. */
export function putRequest(
  bytes: Uint8Array,
  at: number,
  piece: number,
  begin: number,
  length: number,
): void {
  putUint32(bytes, at, REQUEST_LENGTH - 4);
  bytes[at + 4] = MESSAGE_ID.request;
  putUint32(bytes, at + 5, piece);
  putUint32(bytes, at + 9, begin);
  putUint32(bytes, at + 13, length);
}

/** A piece message: header and a copy of the data. */
export function encodeBlock(piece: number, begin: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(BLOCK_HEADER_LENGTH + data.length);
  putUint32(bytes, 0, bytes.length - 4);
  bytes[4] = MESSAGE_ID.piece;
  putUint32(bytes, 5, piece);
  putUint32(bytes, 9, begin);
  bytes.set(data, BLOCK_HEADER_LENGTH);
  return bytes;
}

function encodePiece(id: number, piece: number): Uint8Array {
  const bytes = start(id, 4);
  putUint32(bytes, 5, piece);
  return bytes;
}

function encodeRange(id: number, range: BlockRange): Uint8Array {
  const bytes = new Uint8Array(REQUEST_LENGTH);
  putRequest(bytes, 0, range.piece, range.begin, range.length);
  bytes[4] = id;
  return bytes;
}

function encodeHashes(
  id: number,
  range: HashRange,
  hashes: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const bytes = start(id, 48 + hashes.length);
  bytes.set(range.root, 5);
  putUint32(bytes, 37, range.baseLayer);
  putUint32(bytes, 41, range.index);
  putUint32(bytes, 45, range.length);
  putUint32(bytes, 49, range.proofLayers);
  bytes.set(hashes, 53);
  return bytes;
}

function bare(id: number): Uint8Array {
  return start(id, 0);
}

function start(id: number, payloadLength: number): Uint8Array {
  const bytes = new Uint8Array(5 + payloadLength);
  putUint32(bytes, 0, 1 + payloadLength);
  bytes[4] = id;
  return bytes;
}

function putUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
