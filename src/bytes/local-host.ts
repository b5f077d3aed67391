import { isLocalAddress } from './local-address.ts';
import { isThisMachine } from './this-machine.ts';

/** A name without a dot, or under what is kept for local networks (RFC 6762, 8375, 9476). */
const NAME = /^[\w-]+$|\.(?:local|home\.arpa|internal)\.?$/i;

/** Whether a host, an address or a name, is of this machine or its network by its looks. */
export function isLocalHost(host: string): boolean {
  return isThisMachine(host) || isLocalAddress(host) || NAME.test(host);
}
