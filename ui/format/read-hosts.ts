import { readAddresses } from './addresses.ts';
import { readPort } from './read-port.ts';

export type HostsRead =
  | { readonly kind: 'hosts'; readonly hosts: readonly string[] }
  /** Not "host:port". */
  | { readonly kind: 'wrong'; readonly line: string }
  | { readonly kind: 'too-many' };

/** What one command may hold (src/api/validate.ts). */
const MOST = 100;
const LONGEST = 300;
/** A name or IPv4 address, or an IPv6 address in brackets, and a port. */
const HOST = /^(?:[^\s:/[\]]+|\[[0-9a-f:.]+\]):(\d+)$/i;

/** Hosts as a person writes them, "host:port", one to a line, each taken once. */
export function readHosts(typed: string): HostsRead {
  const hosts = [...new Set(readAddresses(typed))];
  const wrong = hosts.find((host) => !isHost(host));
  if (wrong !== undefined) return { kind: 'wrong', line: wrong };
  return hosts.length > MOST ? { kind: 'too-many' } : { kind: 'hosts', hosts };
}

function isHost(host: string): boolean {
  const port = readPort(HOST.exec(host)?.[1] ?? '');
  return port !== undefined && port > 0 && host.length <= LONGEST;
}
