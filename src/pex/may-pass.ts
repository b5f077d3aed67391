import { isLocalAddress } from '../bytes/local-address.ts';
import { isThisMachine } from '../bytes/this-machine.ts';

/**
 * Whether an address means anything to somebody at another address: those of a local network
 * do only within it, those of this machine only on it. So nobody learns our network from
 * outside, and nobody outside sends us into it.
 */
export function mayPass(address: string, between: string): boolean {
  if (isThisMachine(address)) return isThisMachine(between);
  return !isLocalAddress(address) || isLocalAddress(between);
}
