import type { AddressFamily } from './compact-endpoints.ts';

/** Of an address literal. */
export function familyOf(address: string): AddressFamily {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
