import { familyOf } from '../../../src/bytes/address-family.ts';

/** Where the ports begin that a system chooses (RFC 6335, section 6). */
const FIRST = 49_152;

/** Under what a socket is kept: the ports of the two families are not the same. */
export function boundKey(host: string, port: number): string {
  return `${familyOf(host)} ${port}`;
}

/** The first port of the address's family not in use. */
export function freePort(host: string, used: { has(key: string): boolean }): number {
  let port = FIRST;
  while (used.has(boundKey(host, port))) port++;
  return port;
}
