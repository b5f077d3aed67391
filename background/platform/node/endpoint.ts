import type { Endpoint } from '../../../src/bytes/endpoint.ts';

/** An endpoint of the system; an IPv4 address mapped into IPv6 is told as IPv4. */
export function endpoint(address: string, port: number): Endpoint {
  return { host: address.replace(/^::ffff:(?=\d+\.)/i, ''), port };
}
