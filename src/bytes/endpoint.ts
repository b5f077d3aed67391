/** Where a socket can be reached. `host` is an IP address literal, or a name where said. */
export interface Endpoint {
  readonly host: string;
  /** 0 to 65535; 0 only where "the system chooses" is meant. */
  readonly port: number;
}

/** "1.2.3.4:80" or "[::1]:80"; also the key under which a peer is kept. */
export function formatEndpoint(endpoint: Endpoint): string {
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `${host}:${endpoint.port}`;
}

/** Reads "host:port" or "[v6]:port"; undefined when it is neither. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(text.trim());
  if (!match) return undefined;
  const port = Number(match[3]);
  const host = match[1] ?? match[2];
  return host === undefined || port < 1 || port > 65535 ? undefined : { host, port };
}
