import type { Endpoint } from './endpoint.ts';
import { formatIp, parseIp } from './ip-address.ts';

/** Bytes an endpoint takes: the address, then the port, both big endian (BEP 23, BEP 7). */
export const COMPACT_LENGTH = { ipv4: 6, ipv6: 18 } as const;

export type AddressFamily = keyof typeof COMPACT_LENGTH;

/**
 * At most `limit` endpoints, in order. Those with port 0, which nobody can connect to, are
 * left out, and so is what does not fill an endpoint at the end.
 */
export function parseCompact(
  bytes: Uint8Array,
  family: AddressFamily,
  limit: number,
): Endpoint[] {
  const stride = COMPACT_LENGTH[family];
  const endpoints: Endpoint[] = [];
  for (let at = 0; at + stride <= bytes.length; at += stride) {
    if (endpoints.length === limit) break;
    const port = (bytes[at + stride - 2]! << 8) | bytes[at + stride - 1]!;
    if (port === 0) continue;
    endpoints.push({ host: formatIp(bytes.subarray(at, at + stride - 2)), port });
  }
  return endpoints;
}

/** 6 or 18 bytes; undefined when `host` is a name. */
export function formatCompact(endpoint: Endpoint): Uint8Array | undefined {
  const address = parseIp(endpoint.host);
  if (!address) return undefined;
  const bytes = new Uint8Array(address.length + 2);
  bytes.set(address);
  bytes[address.length] = endpoint.port >> 8;
  bytes[address.length + 1] = endpoint.port;
  return bytes;
}
