import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Random } from '../../../src/ports/random.ts';
import { Downlink } from './downlink.ts';
import { type Line, PERFECT } from './line.ts';
import { Nat } from './nat.ts';
import { Partitions } from './partitions.ts';
import { type Attachment, Path } from './path.ts';
import { MemoryRandom } from './random.ts';
import { MemoryTcp } from './tcp.ts';
import type { ConnectionObserver } from './tcp-connection.ts';
import { MemoryUdp } from './udp.ts';
import { Uplink } from './uplink.ts';

/** One machine of a MemoryNetwork. */
export interface MemoryHost {
  /** What others connect and send to: an address literal, or a name. */
  readonly address: string;
  readonly tcp: MemoryTcp;
  readonly udp: MemoryUdp;
  /** Whether it takes connections from outside. */
  readonly reachable: boolean;
}

/** Where a packet goes, and what either end calls the other. */
export interface Route {
  readonly host: MemoryHost;
  readonly from: string;
  readonly to: string;
  readonly there: Path;
  readonly back: Path;
}

const LOOPBACK: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  '::1': '::1',
};

/**
 * Machines within one process, each joined to the others by its line: a perfect one, where
 * none is given.
 */
export class MemoryNetwork {
  readonly clock: Clock;
  /** Called for each connection; what it answers sees what goes over it. */
  observe: ((dialler: Endpoint, acceptor: Endpoint) => ConnectionObserver) | undefined;
  readonly partitions = new Partitions();
  readonly #random: Random;
  readonly #hosts = new Map<string, MemoryHost>();
  readonly #attachments = new Map<string, Attachment>();

  /** `random`: which packets are lost, where a line loses any. */
  constructor(clock: Clock, random: Random = new MemoryRandom(0)) {
    this.clock = clock;
    this.#random = random;
  }

  /**
   * The host of that address, put into the network, by that line, when it is first asked
   * for.
   */
  host(address: string, line: Line = PERFECT): MemoryHost {
    const known = this.#hosts.get(address);
    if (known !== undefined) return known;
    this.#attachments.set(address, this.#attach(address, line));
    const tcp = new MemoryTcp(this, address);
    const udp = new MemoryUdp(this, address);
    const host = { address, tcp, udp, reachable: line.nat === 'open' };
    this.#hosts.set(address, host);
    return host;
  }

  /** undefined when there is no such host. */
  route(from: string, to: string): Route | undefined {
    const loopback = LOOPBACK[to];
    if (loopback !== undefined) {
      const inside = this.#attach(from, PERFECT);
      const path = this.#path(inside, inside);
      const host = { ...this.host(from), reachable: true };
      return { host, from: loopback, to: loopback, there: path, back: path };
    }
    const host = this.#hosts.get(to);
    if (!host) return undefined;
    const here = this.attachment(from);
    const yonder = this.attachment(to);
    const there = this.#path(here, yonder);
    return { host, from, to, there, back: this.#path(yonder, here) };
  }

  attachment(address: string): Attachment {
    this.host(address);
    return this.#attachments.get(address)!;
  }

  #attach(address: string, line: Line): Attachment {
    const uplink = new Uplink(this.clock, line.up);
    const downlink = new Downlink(this.clock, line.down, line.queue);
    return { address, line, uplink, downlink, nat: new Nat(line.nat) };
  }

  #path(from: Attachment, to: Attachment): Path {
    return new Path(from, to, this.partitions, this.#random);
  }
}
