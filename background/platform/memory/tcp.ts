import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../../../src/ports/tcp.ts';
import { freePort } from './free-port.ts';
import type { MemoryNetwork } from './network.ts';
import { memoryTcpPair } from './tcp-connection.ts';
import { TRAVEL_TIME } from './travel-time.ts';

type Accept = (connection: TcpConnection) => void;

/** The stream sockets of one host of a MemoryNetwork. */
export class MemoryTcp implements TcpPort {
  readonly #network: MemoryNetwork;
  readonly #address: string;
  readonly #listeners = new Map<number, Accept>();
  /** The port of the last connection made from here. */
  #lastPort = 32_768;

  constructor(network: MemoryNetwork, address: string) {
    this.#network = network;
    this.#address = address;
  }

  connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        arriving.cancel();
        reject(new NetworkError('aborted', 'the connecting was given up'));
      };
      const arriving = this.#network.clock.timer(TRAVEL_TIME, () => {
        signal.removeEventListener('abort', abort);
        try {
          resolve(this.#reach(remote));
        } catch (error) {
          reject(error);
        }
      });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  async listen(local: Endpoint, accept: Accept): Promise<TcpListener> {
    const port = local.port === 0 ? freePort(this.#listeners) : local.port;
    if (this.#listeners.has(port)) {
      throw new NetworkError('address-in-use', `port ${port} is in use`);
    }
    this.#listeners.set(port, accept);
    return {
      local: { host: local.host, port },
      close: () => {
        if (this.#listeners.get(port) === accept) this.#listeners.delete(port);
      },
    };
  }

  #reach(remote: Endpoint): TcpConnection {
    const route = this.#network.route(this.#address, remote.host);
    if (route === undefined) {
      const code = /^[\d.]+$|:/.test(remote.host) ? 'unreachable' : 'name-not-found';
      throw new NetworkError(code, `there is no host ${remote.host}`);
    }
    const accept = route.host.tcp.#listeners.get(remote.port);
    if (accept === undefined) {
      throw new NetworkError('refused', `nobody listens on port ${remote.port}`);
    }
    const [near, far] = memoryTcpPair(
      this.#network.clock,
      { host: route.from, port: this.#nextPort() },
      { host: route.to, port: remote.port },
    );
    accept(far);
    return near;
  }

  #nextPort(): number {
    this.#lastPort = this.#lastPort < 49_151 ? this.#lastPort + 1 : 32_768;
    return this.#lastPort;
  }
}
