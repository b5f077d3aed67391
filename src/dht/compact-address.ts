import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { formatIp, parseIp } from '../bytes/ip-address.ts';

const DOT = 0x2e;
const ZERO = 0x30;

/**
 * Address and port, 6 or 18 bytes; undefined when `host` is no address of that family. Done
 * once for every datagram, so the common form is read without taking the text apart.
 */
export function compactAddress(
  { host, port }: Endpoint,
  family: AddressFamily,
): Uint8Array | undefined {
  const length = family === 'ipv4' ? 4 : 16;
  const compact = new Uint8Array(length + 2);
  if (length === 4) {
    if (!readDotted(host, compact)) return undefined;
  } else {
    const ip = parseIp(host);
    if (ip?.length !== length) return undefined;
    compact.set(ip);
  }
  compact[length] = port >> 8;
  compact[length + 1] = port;
  return compact;
}

/** The reverse; `at`: where in `bytes` it begins. */
export function endpointAt(
  bytes: Uint8Array,
  at: number,
  family: AddressFamily,
): Endpoint {
  const end = at + (family === 'ipv4' ? 4 : 16);
  const port = (bytes[end]! << 8) | bytes[end + 1]!;
  if (family === 'ipv6') return { host: formatIp(bytes.subarray(at, end)), port };
  const host = `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
  return { host, port };
}

/** Rows of so many bytes each, as views; what fills no row is left out. */
export function cut(bytes: Uint8Array | undefined, length: number): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; bytes && at + length <= bytes.length; at += length) {
    rows.push(bytes.subarray(at, at + length));
  }
  return rows;
}

/** Reads "1.2.3.4" into the first four bytes. */
function readDotted(text: string, into: Uint8Array): boolean {
  let part = 0;
  let value = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    if (code === DOT) {
      if (value < 0 || part > 3) return false;
      into[part++] = value;
      value = -1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
    }
  }
  return part === 4;
}
