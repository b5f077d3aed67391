import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { formatIp, parseIp } from '../../../src/bytes/ip-address.ts';

const MAPPED = '::ffff:';

/** An endpoint as Chromium tells it; an IPv4 address mapped into IPv6 is told as IPv4. */
export function endpoint(address: string, port: number): Endpoint {
  if (!address.startsWith(MAPPED)) return { host: address, port };
  // Chromium writes the mapped one in hexadecimal: ::ffff:7f00:1.
  const bytes = parseIp(address);
  const dotted = bytes && /^::ffff:([\d.]+)$/.exec(formatIp(bytes))?.[1];
  return { host: dotted ?? address, port };
}
