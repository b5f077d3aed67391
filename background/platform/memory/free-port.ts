/** Where the ports begin that a system chooses (RFC 6335, section 6). */
const FIRST = 49_152;

/** The first port not in use. */
export function freePort(used: { has(port: number): boolean }): number {
  let port = FIRST;
  while (used.has(port)) port++;
  return port;
}
