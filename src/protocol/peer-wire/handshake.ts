/**
 * The handshake (BEP 3): 19, "BitTorrent protocol", 8 reserved bytes, info hash, peer id.
 */
export interface Handshake {
  /** 8 bytes; each set bit offers an extension. */
  readonly reserved: Uint8Array;
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
}

/** The reserved bit that offers the fast extension (BEP 6). */
export const FAST_BYTE = 7;
export const FAST_BIT = 0x04;

export const HANDSHAKE_LENGTH = 68;

const PROTOCOL = new TextEncoder().encode('\x13BitTorrent protocol');

export function encodeHandshake(handshake: Handshake): Uint8Array {
  const bytes = new Uint8Array(HANDSHAKE_LENGTH);
  bytes.set(PROTOCOL, 0);
  bytes.set(handshake.reserved, 20);
  bytes.set(handshake.infoHash, 28);
  bytes.set(handshake.peerId, 48);
  return bytes;
}

/** Reads 68 bytes; undefined when they are not a handshake. The parts are copies. */
export function decodeHandshake(bytes: Uint8Array): Handshake | undefined {
  if (bytes.length !== HANDSHAKE_LENGTH || !isHandshakeStart(bytes)) return undefined;
  return {
    reserved: bytes.slice(20, 28),
    infoHash: bytes.slice(28, 48),
    peerId: bytes.slice(48, 68),
  };
}

/** Whether the first bytes, however few, can still become a handshake. */
export function isHandshakeStart(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, PROTOCOL.length);
  for (let at = 0; at < length; at++) if (bytes[at] !== PROTOCOL[at]) return false;
  return true;
}
