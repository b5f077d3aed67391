import { familyOf } from '../../../src/bytes/address-family.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../../../src/ports/tcp.ts';
import { boundKey, freePort } from './free-port.ts';
import type { MemoryNetwork, Route } from './network.ts';
import { memoryTcpPair } from './tcp-connection.ts';

/** Milliseconds until a system stops asking who does not answer: six tries, as in Linux. */
const GIVES_UP = 127_000;

type Accept = (connection: TcpConnection) => void;

/** The stream sockets of one host of a MemoryNetwork. */
export class MemoryTcp implements TcpPort {
  readonly #network: MemoryNetwork;
  readonly #address: string;
  /** By family and port: IPv6 takes IPv6 alone. */
  readonly #listeners = new Map<string, Accept>();
  /** The port of the last connection made from here. */
  #lastPort = 32_768;

  constructor(network: MemoryNetwork, address: string) {
    this.#network = network;
    this.#address = address;
  }

  connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        answer.cancel();
        reject(new NetworkError('aborted', 'the connecting was given up'));
      };
      const route = this.#network.route(this.#address, remote.host);
      const roundTrip = route ? 2 * route.there.latency : 1;
      const heard = !route || (route.there.open && route.host.reachable);
      const answer = this.#network.clock.timer(heard ? roundTrip : GIVES_UP, () => {
        signal.removeEventListener('abort', abort);
        try {
          if (!heard) throw new NetworkError('timed-out', `no word of ${remote.host}`);
          resolve(this.#reach(remote, route));
        } catch (error) {
          reject(error);
        }
      });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  async listen(local: Endpoint, accept: Accept): Promise<TcpListener> {
    const port = local.port === 0 ? freePort(local.host, this.#listeners) : local.port;
    const key = boundKey(local.host, port);
    if (this.#listeners.has(key)) {
      throw new NetworkError('address-in-use', `port ${port} is in use`);
    }
    this.#listeners.set(key, accept);
    return {
      local: { host: local.host, port },
      families: [familyOf(local.host)],
      close: () => {
        if (this.#listeners.get(key) === accept) this.#listeners.delete(key);
      },
    };
  }

  #reach(remote: Endpoint, route: Route | undefined): TcpConnection {
    if (!route) {
      const code = /^[\d.]+$|:/.test(remote.host) ? 'unreachable' : 'name-not-found';
      throw new NetworkError(code, `there is no host ${remote.host}`);
    }
    const accept = route.host.tcp.#listeners.get(boundKey(route.to, remote.port));
    if (accept === undefined) {
      throw new NetworkError('refused', `nobody listens on port ${remote.port}`);
    }
    const { there, back } = route;
    const local = { host: route.from, port: this.#nextPort() };
    const course = { local, remote: { host: route.to, port: remote.port }, there, back };
    const { clock, observe } = this.#network;
    const [near, far] = memoryTcpPair(clock, course, observe?.(local, course.remote));
    accept(far);
    return near;
  }

  #nextPort(): number {
    this.#lastPort = this.#lastPort < 49_151 ? this.#lastPort + 1 : 32_768;
    return this.#lastPort;
  }
}
