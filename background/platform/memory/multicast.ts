import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { isLocalAddress } from '../../../src/bytes/local-address.ts';
import type { MulticastPort } from '../../../src/ports/multicast.ts';
import type { UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import type { MemoryNetwork } from './network.ts';

interface Member {
  readonly address: string;
  readonly receive: UdpReceiver;
}

/** Who has joined which group of a MemoryNetwork, by the group's endpoint. */
export type MemoryGroups = Map<string, Set<Member>>;

/**
 * The groups that one host of a MemoryNetwork can join. A local network is those whose
 * private addresses begin with the same three numbers; a public one is alone in its own.
 */
export class MemoryMulticast implements MulticastPort {
  readonly #network: MemoryNetwork;
  readonly #address: string;

  constructor(network: MemoryNetwork, address: string) {
    this.#network = network;
    this.#address = address;
  }

  async join(group: Endpoint, hops: number, receive: UdpReceiver): Promise<UdpSocket> {
    const { groups } = this.#network;
    const key = formatEndpoint(group);
    const members = groups.get(key) ?? new Set();
    groups.set(key, members);
    const member = { address: this.#address, receive };
    members.add(member);
    return {
      local: { host: this.#address, port: group.port },
      send: (data, to) => {
        if (!members.has(member)) return;
        for (const other of groups.get(formatEndpoint(to)) ?? []) {
          if (other.address === this.#address || (hops > 0 && this.#isNear(other))) {
            this.#deliver(data, to, other);
          }
        }
      },
      close: () => members.delete(member),
    };
  }

  #isNear({ address }: Member): boolean {
    if (!isLocalAddress(address) || !isLocalAddress(this.#address)) return false;
    return netOf(address) === netOf(this.#address);
  }

  #deliver(data: Uint8Array, group: Endpoint, to: Member): void {
    const { clock } = this.#network;
    const route = this.#network.route(this.#address, to.address);
    if (!route) return;
    clock.timer(route.there.latency, () => {
      const { groups } = this.#network;
      if (!route.there.open || !groups.get(formatEndpoint(group))?.has(to)) return;
      to.receive(data.slice(), { host: this.#address, port: group.port });
    });
  }
}

function netOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}
