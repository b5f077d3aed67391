import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import type { UdpPort, UdpSocket } from '../ports/udp.ts';

export interface DatagramsOptions {
  readonly udp: UdpPort;
  /** `data` is valid only during the call. */
  received(data: Uint8Array, from: Endpoint, family: AddressFamily): void;
}

const ANY = { ipv4: '0.0.0.0', ipv6: '::' } as const;

/**
 * The UDP sockets that strangers can reach us by: one of each family, on the port where TCP
 * is listened on, as routers and peers expect.
 */
export class Datagrams {
  readonly #options: DatagramsOptions;
  #sockets: Partial<Record<AddressFamily, UdpSocket>> = {};
  /** Counts open and close: who was overtaken while it waited for its socket, gives it up. */
  #turn = 0;
  /** One at a time, so that none finds its port taken by one that is giving it up. */
  #opening: Promise<void> = Promise.resolve();
  #error: NetworkError | undefined;

  constructor(options: DatagramsOptions) {
    this.#options = options;
  }

  /** undefined while there is no socket for IPv4. */
  get port(): number | undefined {
    return this.#sockets.ipv4?.local.port;
  }

  /** Why not, when it tried. */
  get error(): NetworkError | undefined {
    return this.#error;
  }

  has(family: AddressFamily): boolean {
    return this.#sockets[family] !== undefined;
  }

  /**
   * Binds this port or, when it is taken, one that the system chooses; a host without IPv6 does
   * without. Never rejects.
   */
  open(port: number): Promise<void> {
    this.close();
    const turn = this.#turn;
    this.#opening = this.#opening.then(() => this.#open(port, turn));
    return this.#opening;
  }

  close(): void {
    this.#turn++;
    for (const socket of Object.values(this.#sockets)) socket.close();
    this.#sockets = {};
  }

  /** Owns `data` from now on. What cannot be sent is lost. */
  send(data: Uint8Array, to: Endpoint): void {
    this.#sockets[familyOf(to)]?.send(data, to);
  }

  async #open(port: number, turn: number): Promise<void> {
    for (const family of ['ipv4', 'ipv6'] as const) {
      for (const candidate of port === 0 ? [0] : [port, 0]) {
        if (turn !== this.#turn) return;
        // Both families on one port, whichever it came to be.
        const wanted = this.port ?? candidate;
        const error = await this.#bind(family, wanted, turn);
        if (family === 'ipv4') this.#error = error;
        if (error?.code !== 'address-in-use') break;
      }
    }
  }

  async #bind(
    family: AddressFamily,
    port: number,
    turn: number,
  ): Promise<NetworkError | undefined> {
    const { udp, received } = this.#options;
    try {
      const local = { host: ANY[family], port };
      const socket = await udp.bind(local, (data, from) => received(data, from, family));
      if (turn === this.#turn) this.#sockets[family] = socket;
      else socket.close();
      return undefined;
    } catch (error) {
      if (error instanceof NetworkError) return error;
      return new NetworkError('failed', `${error}`, { cause: error });
    }
  }
}

function familyOf({ host }: Endpoint): AddressFamily {
  return host.includes(':') ? 'ipv6' : 'ipv4';
}
