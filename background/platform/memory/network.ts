import type { Clock } from '../../../src/ports/clock.ts';
import { MemoryTcp } from './tcp.ts';
import { MemoryUdp } from './udp.ts';

/** One machine of a MemoryNetwork. */
export interface MemoryHost {
  /** What others connect and send to: an address literal, or a name. */
  readonly address: string;
  readonly tcp: MemoryTcp;
  readonly udp: MemoryUdp;
}

/** Where a packet goes, and what either end calls the other. */
export interface Route {
  readonly host: MemoryHost;
  readonly from: string;
  readonly to: string;
}

const LOOPBACK: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  '::1': '::1',
};

/** Machines within one process, joined by a network that loses nothing. */
export class MemoryNetwork {
  readonly clock: Clock;
  readonly #hosts = new Map<string, MemoryHost>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The host of that address, put into the network when it is first asked for. */
  host(address: string): MemoryHost {
    const known = this.#hosts.get(address);
    if (known !== undefined) return known;
    const tcp = new MemoryTcp(this, address);
    const udp = new MemoryUdp(this, address);
    const host = { address, tcp, udp };
    this.#hosts.set(address, host);
    return host;
  }

  /** undefined when there is no such host. */
  route(from: string, to: string): Route | undefined {
    const loopback = LOOPBACK[to];
    if (loopback !== undefined) {
      return { host: this.host(from), from: loopback, to: loopback };
    }
    const host = this.#hosts.get(to);
    return host && { host, from, to };
  }
}
