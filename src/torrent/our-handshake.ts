import {
  EXTENSION_BIT,
  EXTENSION_BYTE,
} from '../protocol/extension/extended-handshake.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';

/** What we say to every peer: which torrent, who we are, and that we know BEP 10. */
export function ourHandshake(infoHash: Uint8Array, peerId: Uint8Array): Handshake {
  const reserved = new Uint8Array(8);
  reserved[EXTENSION_BYTE] = EXTENSION_BIT;
  return { reserved, infoHash, peerId };
}
