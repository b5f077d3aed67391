import { parseIp } from './ip-address.ts';

/** Whether an address literal can be of one machine, and so be connected to. */
export function isUnicastAddress(host: string): boolean {
  const ip = parseIp(host);
  if (!ip) return false;
  const first = ip[0]!;
  // "This network" (RFC 1122); multicast, reserved and broadcast: 224.0.0.0 and above.
  if (ip.length === 4) return first !== 0 && first < 224;
  // Multicast; and what begins with 80 bits of zeros, but for loopback: "::", IPv4 in the
  // dress of IPv6.
  if (first === 0xff) return false;
  if (ip.subarray(0, 10).some((byte) => byte !== 0)) return true;
  return ip.subarray(10, 15).every((byte) => byte === 0) && ip[15] === 1;
}
