import { familyOf } from '../../../src/bytes/address-family.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { UdpPort, UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { boundKey, freePort } from './free-port.ts';
import type { MemoryNetwork, Route } from './network.ts';
import type { Flow } from './uplink.ts';

interface Bound {
  readonly local: Endpoint;
  readonly receive: UdpReceiver;
}

/** On its way out. */
interface Datagram {
  readonly data: Uint8Array;
  readonly fromPort: number;
  readonly to: Endpoint;
}

/** The largest datagram IPv4 carries: 65,535 less 20 and 8 of headers. */
const LARGEST = 65_507;
const HEADERS = 28;
/** Bytes that a host keeps until its line is free. */
const SEND_BUFFER = 256 * 1024;

const SPOILT = 0xdd;

/** The datagram sockets of one host of a MemoryNetwork. */
export class MemoryUdp implements UdpPort, Flow {
  readonly #network: MemoryNetwork;
  readonly #address: string;
  /** By family and port: IPv6 takes IPv6 alone. */
  readonly #bound = new Map<string, Bound>();
  readonly #leaving: Datagram[] = [];
  #leavingBytes = 0;

  constructor(network: MemoryNetwork, address: string) {
    this.#network = network;
    this.#address = address;
  }

  async bind(local: Endpoint, receive: UdpReceiver): Promise<UdpSocket> {
    const port = local.port === 0 ? freePort(local.host, this.#bound) : local.port;
    const key = boundKey(local.host, port);
    if (this.#bound.has(key)) {
      throw new NetworkError('address-in-use', `port ${port} is in use`);
    }
    const bound = { local: { host: local.host, port }, receive };
    this.#bound.set(key, bound);
    return {
      local: bound.local,
      send: (data, to) => {
        if (this.#bound.get(key) === bound) this.#send(bound.local, data, to);
      },
      close: () => {
        if (this.#bound.get(key) === bound) this.#bound.delete(key);
      },
    };
  }

  turn(most: number, leave: (bytes: number) => number): void {
    let sent = 0;
    for (let next = this.#leaving[0]; next && sent < most; next = this.#leaving[0]) {
      this.#leaving.shift();
      this.#leavingBytes -= next.data.length;
      sent += next.data.length;
      this.#transmit(next, leave(next.data.length));
    }
    if (this.#leaving.length > 0) this.#attachment.uplink.enroll(this);
  }

  get #attachment() {
    return this.#network.attachment(this.#address);
  }

  #send(local: Endpoint, data: Uint8Array, to: Endpoint): void {
    if (data.length > LARGEST || familyOf(local.host) !== familyOf(to.host)) return;
    if (this.#leavingBytes + data.length > SEND_BUFFER) return;
    this.#leaving.push({ data, fromPort: local.port, to });
    this.#leavingBytes += data.length;
    this.#attachment.uplink.enroll(this);
  }

  #transmit(datagram: Datagram, left: number): void {
    const { clock } = this.#network;
    const route = this.#network.route(this.#address, datagram.to.host);
    if (!route) return;
    const { from, to } = route.there;
    const size = datagram.data.length;
    if (size + HEADERS > Math.min(from.line.mtu, to.line.mtu)) return;
    const port = from.nat.leaves(datagram.fromPort, datagram.to, clock.now());
    const sender = { host: route.from, port };
    clock.timer(left - clock.now() + route.there.latency, () => {
      if (!route.there.open || route.there.loses(size)) return;
      const wait = to.downlink.take(size);
      if (wait === undefined) return;
      const arrives = () => route.host.udp.#receive(route, datagram, sender);
      if (wait === 0) arrives();
      else clock.timer(wait, arrives);
    });
  }

  #receive(route: Route, { data, to }: Datagram, sender: Endpoint): void {
    const { nat } = route.there.to;
    const port = nat.enters(to.port, sender, this.#network.clock.now());
    const receiver =
      port === undefined ? undefined : this.#bound.get(boundKey(route.to, port));
    if (!receiver) return;
    // A copy, spoilt afterwards, so that whoever keeps it is found out.
    const copy = data.slice();
    receiver.receive(copy, sender);
    copy.fill(SPOILT);
  }
}
