import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '../../src/bencode/encode.ts';
import { familyOf } from '../../src/bytes/address-family.ts';
import type { AddressFamily } from '../../src/bytes/compact-endpoints.ts';
import { formatCompact } from '../../src/bytes/compact-endpoints.ts';
import { concat } from '../../src/bytes/concat.ts';
import type { Endpoint } from '../../src/bytes/endpoint.ts';

/**
 * An HTTP tracker for any torrent (BEP 3, 7, 23) on a port of these loopback addresses. Peers
 * are told of those who came by their own family.
 */
export class SmallTracker {
  readonly #servers: readonly Server[];
  readonly port: number;
  /** "family event", as they came. */
  readonly heard: string[] = [];
  /** By family, then by peer id. */
  readonly #peers = {
    ipv4: new Map<string, Endpoint>(),
    ipv6: new Map<string, Endpoint>(),
  };

  static async start(...hosts: readonly string[]): Promise<SmallTracker> {
    const servers: Server[] = [];
    let port = 0;
    for (const host of hosts) {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port, ipv6Only: true }, resolve);
      });
      port = (server.address() as AddressInfo).port;
      servers.push(server);
    }
    return new SmallTracker(servers, port);
  }

  private constructor(servers: readonly Server[], port: number) {
    this.#servers = servers;
    this.port = port;
    for (const server of servers) {
      server.on('request', (request, response) => {
        const host = request.socket.remoteAddress ?? '';
        response.end(this.#answer(request.url ?? '', host));
      });
    }
  }

  /** How many peers it counts. */
  count(family: AddressFamily): number {
    return this.#peers[family].size;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #answer(address: string, host: string): Uint8Array {
    const field = (name: string) =>
      new RegExp(`[?&]${name}=([^&]*)`).exec(address)?.[1] ?? '';
    const family = familyOf(host);
    const peers = this.#peers[family];
    const id = field('peer_id');
    this.heard.push(`${family} ${field('event')}`.trim());
    const others = [...peers].filter(([other]) => other !== id);
    if (field('event') === 'stopped') peers.delete(id);
    else peers.set(id, { host, port: Number(field('port')) });
    const compact = concat(others.map(([, peer]) => formatCompact(peer)!));
    const key = family === 'ipv4' ? 'peers' : 'peers6';
    return encode({ interval: 60, complete: 1, incomplete: 1, [key]: compact });
  }
}
