import { ProtocolError } from '../errors/protocol-error.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Bytes that may wait for a peer's socket before it is dropped. */
const FLOOD = 2 << 20;

/**
 * Tells a peer that these hashes are not to be had here (BEP 52). Throws ProtocolError 'flood'
 * when it asks on and on and takes no answer.
 */
export function rejectHashes(peer: RemotePeer, range: HashRange): void {
  if (peer.connection.queued > FLOOD) {
    throw new ProtocolError('flood', 'it asks, and takes no answer');
  }
  peer.connection.send({ ...range, kind: 'hash-reject' });
}
