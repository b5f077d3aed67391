import { RillError } from './rill-error.ts';

export type NetworkErrorCode =
  | 'refused'
  | 'reset'
  | 'timed-out'
  | 'unreachable'
  | 'name-not-found'
  | 'address-in-use'
  /** The host's permissions, sandbox or firewall said no. */
  | 'denied'
  | 'aborted'
  | 'failed';

/** What the network answered. Whoever asked decides what it means. */
export class NetworkError extends RillError<NetworkErrorCode> {
  override readonly name = 'NetworkError';
  readonly fault = 'network';
}
