import { parseIp } from './ip-address.ts';

/** Whether an address literal is of this machine or of the local network. */
export function isLocalAddress(host: string): boolean {
  const bytes = parseIp(host);
  return bytes !== undefined && isLocalIp(bytes);
}

/** The same for its 4 or 16 bytes. */
export function isLocalIp(bytes: Uint8Array): boolean {
  if (bytes.length === 4) return isLocalIpv4(bytes);
  if (bytes.subarray(0, 10).every((byte) => byte === 0)) {
    if (bytes[10] === 0xff && bytes[11] === 0xff) return isLocalIpv4(bytes.subarray(12));
    return bytes.subarray(10, 15).every((byte) => byte === 0) && bytes[15] === 1;
  }
  const [a, b] = bytes as unknown as [number, number];
  // Unique local addresses (RFC 4193), and those of one link.
  return (a & 0xfe) === 0xfc || (a === 0xfe && (b & 0xc0) === 0x80);
}

/** RFC 1918, loopback, and what a machine gives itself (RFC 3927). */
function isLocalIpv4(bytes: Uint8Array): boolean {
  const [a, b] = bytes as unknown as [number, number];
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && (b & 0xf0) === 16) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254)
  );
}
