import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeCompactPeers } from './compact-peers.ts';

/** A tracker that tells of the peers it was given, or answers as a test has it answer. */
export class ScriptedTracker {
  /** "host:port" (IPv4). */
  peers: readonly string[] = [];
  readonly #server: Server;

  static async start(
    answer?: (response: ServerResponse) => void,
  ): Promise<ScriptedTracker> {
    const server = createServer((_, response) => {
      if (answer) answer(response);
      else response.end(tracker.#peersAnswer());
    });
    const tracker = new ScriptedTracker(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return tracker;
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/announce`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #peersAnswer(): Buffer {
    const compact = encodeCompactPeers(this.peers);
    const head = Buffer.from(`d8:intervali1800e5:peers${compact.length}:`);
    return Buffer.concat([head, compact, Buffer.from('e')]);
  }
}
