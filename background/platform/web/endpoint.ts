import type { Endpoint } from '../../../src/bytes/endpoint.ts';

/** An endpoint as Chromium tells it; an IPv4 address mapped into IPv6 is told as IPv4. */
export function endpoint(address: string, port: number): Endpoint {
  return { host: address.replace(/^::ffff:(?=\d+\.)/i, ''), port };
}
