import { familyOf } from '../../../src/bytes/address-family.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Random } from '../../../src/ports/random.ts';
import { MemoryDns } from './dns.ts';
import { Downlink } from './downlink.ts';
import { type Line, PERFECT } from './line.ts';
import { type MemoryGroups, MemoryMulticast } from './multicast.ts';
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
  /** What others connect and send to; the first it was given. */
  readonly address: string;
  readonly tcp: MemoryTcp;
  readonly udp: MemoryUdp;
  readonly dns: MemoryDns;
  readonly multicast: MemoryMulticast;
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

const LOOPBACK = ['127.0.0.1', '::1'];
/** RFC 6761, section 6.3. */
const LOCALHOST = /^(?:.+\.)?localhost$/i;

/**
 * Machines within one process, each joined to the others by its line: a perfect one, where
 * none is given.
 */
export class MemoryNetwork {
  readonly clock: Clock;
  /** Called for each connection; what it answers sees what goes over it. */
  observe: ((dialler: Endpoint, acceptor: Endpoint) => ConnectionObserver) | undefined;
  readonly partitions = new Partitions();
  readonly groups: MemoryGroups = new Map();
  readonly #random: Random;
  /** By each of its addresses. */
  readonly #hosts = new Map<string, MemoryHost>();
  /** Of each host, all. */
  readonly #addresses = new Map<MemoryHost, string[]>();
  readonly #names = new Map<string, readonly string[]>();
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
    const dns = new MemoryDns(this);
    const multicast = new MemoryMulticast(this, address);
    const reachable = line.nat === 'open';
    const host = { address, tcp, udp, dns, multicast, reachable };
    this.#hosts.set(address, host);
    this.#addresses.set(host, [address]);
    return host;
  }

  /** Gives the host of `address` one more, of the other family say. */
  alias(address: string, further: string): void {
    const host = this.host(address);
    this.#hosts.set(further, host);
    this.#addresses.get(host)!.push(further);
  }

  /** From now on hosts find these addresses by that name. */
  name(name: string, ...addresses: string[]): void {
    this.#names.set(name, addresses);
  }

  /** The addresses of a name; of a literal, itself. */
  addresses(name: string): readonly string[] {
    if (parseIp(name)) return [name];
    return LOCALHOST.test(name) ? LOOPBACK : (this.#names.get(name) ?? []);
  }

  /** undefined when there is no such host, or none with an address of the same family. */
  route(from: string, name: string): Route | undefined {
    const [to] = this.addresses(name);
    if (to === undefined) return undefined;
    if (LOOPBACK.includes(to)) {
      const inside = this.#attach(from, PERFECT);
      const path = this.#path(inside, inside);
      const host = { ...this.host(from), reachable: true };
      return { host, from: to, to, there: path, back: path };
    }
    const host = this.#hosts.get(to);
    const own = this.#addresses.get(this.host(from))!;
    const source = own.find((one) => familyOf(one) === familyOf(to));
    if (!host || source === undefined) return undefined;
    const here = this.attachment(from);
    const yonder = this.attachment(to);
    const there = this.#path(here, yonder);
    return { host, from: source, to, there, back: this.#path(yonder, here) };
  }

  attachment(address: string): Attachment {
    return this.#attachments.get(this.host(address).address)!;
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
