import { RillError } from './rill-error.ts';

/** What a peer did wrong. */
export type ProtocolErrorCode =
  | 'bad-handshake'
  | 'wrong-info-hash'
  | 'self-connection'
  | 'duplicate-connection'
  | 'too-many-peers'
  | 'banned'
  | 'message-too-long'
  | 'bad-message'
  | 'out-of-range'
  | 'bad-bencode'
  | 'wrong-data'
  | 'flood'
  | 'timed-out';

/** The peer broke the protocol: drop it. */
export class ProtocolError extends RillError<ProtocolErrorCode> {
  override readonly name = 'ProtocolError';
  readonly fault = 'peer';
}
