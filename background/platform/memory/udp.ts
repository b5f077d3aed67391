import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { UdpPort, UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { freePort } from './free-port.ts';
import type { MemoryNetwork } from './network.ts';
import { TRAVEL_TIME } from './travel-time.ts';

interface Bound {
  readonly local: Endpoint;
  readonly receive: UdpReceiver;
}

/** The largest datagram IPv4 carries: 65,535 less 20 and 8 of headers. */
const LARGEST = 65_507;

const SPOILT = 0xdd;

/** The datagram sockets of one host of a MemoryNetwork. */
export class MemoryUdp implements UdpPort {
  readonly #network: MemoryNetwork;
  readonly #address: string;
  readonly #bound = new Map<number, Bound>();

  constructor(network: MemoryNetwork, address: string) {
    this.#network = network;
    this.#address = address;
  }

  async bind(local: Endpoint, receive: UdpReceiver): Promise<UdpSocket> {
    const port = local.port === 0 ? freePort(this.#bound) : local.port;
    if (this.#bound.has(port)) {
      throw new NetworkError('address-in-use', `port ${port} is in use`);
    }
    const bound = { local: { host: local.host, port }, receive };
    this.#bound.set(port, bound);
    return {
      local: bound.local,
      send: (data, to) => {
        if (this.#bound.get(port) === bound) this.#send(bound.local, data, to);
      },
      close: () => {
        if (this.#bound.get(port) === bound) this.#bound.delete(port);
      },
    };
  }

  #send(local: Endpoint, data: Uint8Array, to: Endpoint): void {
    if (data.length > LARGEST || isIpv6(local) !== isIpv6(to)) return;
    this.#network.clock.timer(TRAVEL_TIME, () => {
      const route = this.#network.route(this.#address, to.host);
      if (route === undefined) return;
      const receiver = route.host.udp.#bound.get(to.port);
      if (receiver === undefined) return;
      // A copy, spoilt afterwards, so that whoever keeps it is found out.
      const copy = data.slice();
      receiver.receive(copy, { host: route.from, port: local.port });
      copy.fill(SPOILT);
    });
  }
}

function isIpv6({ host }: Endpoint): boolean {
  return host.includes(':');
}
