import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { isLocalIp } from '../bytes/local-address.ts';

/** Bytes of an address that tell one network from another: /24 and /64. */
export const SUBNET_BYTES = { ipv4: 3, ipv6: 8 } as const;
/** Below it are name and time servers and the like, which a liar would have us send to. */
const FIRST_PORT = 1024;

/**
 * Whether others may have us send to this address, 6 or 18 bytes: it is of one machine, not in
 * our own network, and of a port that no service of the system has.
 */
export function isPublicNode(address: Uint8Array, family: AddressFamily): boolean {
  if (portOf(address) < FIRST_PORT || !isUnicast(address, family)) return false;
  return !isLocalIp(ipOf(address));
}

/** Whether a node can be at this address at all. */
export function isUnicast(address: Uint8Array, family: AddressFamily): boolean {
  if (portOf(address) === 0) return false;
  const first = address[0]!;
  if (family === 'ipv4') return first !== 0 && first < 224;
  // Of all unicast addresses: 2000::/3, unique local, link-local, and ::1.
  return (first & 0xe0) === 0x20 || first >= 0xfc ? first !== 0xff : isLoopback(address);
}

export function ipOf(address: Uint8Array): Uint8Array {
  return address.subarray(0, address.length - 2);
}

function portOf(address: Uint8Array): number {
  return (address[address.length - 2]! << 8) | address[address.length - 1]!;
}

function isLoopback(address: Uint8Array): boolean {
  for (let at = 0; at < 15; at++) if (address[at] !== 0) return false;
  return address[15] === 1;
}
