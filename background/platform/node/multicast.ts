import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { MulticastPort } from '../../../src/ports/multicast.ts';
import type { UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { endpoint } from './endpoint.ts';
import { toNetworkError } from './network-error.ts';

/** Groups over node:dgram. */
export class NodeMulticast implements MulticastPort {
  async join(group: Endpoint, hops: number, receive: UdpReceiver): Promise<UdpSocket> {
    const family = group.host.includes(':') ? 'IPv6' : 'IPv4';
    const hearing = open(family);
    try {
      await bound(hearing, group.port);
    } catch (error) {
      hearing.close();
      throw toNetworkError(error);
    }
    const socket = new NodeGroupSocket(group, hops, hearing, receive);
    if (await socket.reaches()) return socket;
    socket.close();
    throw new NetworkError('unreachable', 'there is no network with groups');
  }
}

type Family = 'IPv4' | 'IPv6';

/** One socket hears; to leave by each interface, what is sent needs one for each. */
class NodeGroupSocket implements UdpSocket {
  readonly local: Endpoint;
  readonly #group: Endpoint;
  readonly #hops: number;
  readonly #hearing: Socket;
  /** By the interface. */
  readonly #sending = new Map<string, Promise<Socket | undefined>>();
  #open = true;

  constructor(group: Endpoint, hops: number, hearing: Socket, receive: UdpReceiver) {
    this.#group = group;
    this.#hops = hops;
    this.#hearing = hearing;
    const { address, port } = hearing.address();
    this.local = endpoint(address, port);
    hearing.on('message', (data, from) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
      if (this.#open) receive(bytes, endpoint(from.address, from.port));
    });
    this.#follow();
  }

  /** Whether it has joined anywhere. */
  async reaches(): Promise<boolean> {
    const sockets = await Promise.all(this.#sending.values());
    return sockets.some((socket) => socket !== undefined);
  }

  send(data: Uint8Array, to: Endpoint): void {
    if (!this.#open || to.port === 0) return;
    if (to.host !== this.#group.host) return this.#hearing.send(data, to.port, to.host);
    this.#follow();
    for (const joined of this.#sending.values()) {
      void joined.then((socket) => {
        if (this.#open) socket?.send(data, to.port, to.host);
      });
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#hearing.close();
    for (const joined of this.#sending.values()) void joined.then(closeQuietly);
  }

  /** Networks come and go while a program runs. */
  #follow(): void {
    const family = this.#group.host.includes(':') ? 'IPv6' : 'IPv4';
    const now = interfaces(family);
    for (const [name, joined] of this.#sending) {
      if (now.has(name)) continue;
      this.#sending.delete(name);
      void joined.then(closeQuietly);
      this.#leave(name);
    }
    for (const name of now) {
      if (this.#sending.has(name)) continue;
      const joined = this.#join(family, name);
      this.#sending.set(name, joined);
      void joined.then((socket) => {
        // To be tried again with what is sent next.
        if (!socket && this.#sending.get(name) === joined) this.#sending.delete(name);
      });
    }
  }

  /** The system keeps a membership as long as the interface: it could not join again. */
  #leave(name: string): void {
    try {
      this.#hearing.dropMembership(this.#group.host, name);
    } catch {
      // It went with the interface.
    }
  }

  /** undefined where there are no groups. */
  async #join(family: Family, name: string): Promise<Socket | undefined> {
    const sending = open(family);
    try {
      this.#hearing.addMembership(this.#group.host, name);
      await bound(sending, 0);
      sending.setMulticastInterface(name);
      sending.setMulticastTTL(this.#hops);
      sending.setMulticastLoopback(true);
      return sending;
    } catch {
      closeQuietly(sending);
      return undefined;
    }
  }
}

function open(family: Family): Socket {
  return family === 'IPv6'
    ? createSocket({ type: 'udp6', ipv6Only: true, reuseAddr: true })
    : createSocket({ type: 'udp4', reuseAddr: true });
}

function bound(socket: Socket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port }, () => {
      // What goes wrong from now on is a datagram lost.
      socket.removeAllListeners('error').on('error', () => {});
      resolve();
    });
  });
}

function closeQuietly(socket: Socket | undefined): void {
  try {
    socket?.close();
  } catch {
    // It was closed.
  }
}

/** None where the system tells of none, as on some phones. */
function knownInterfaces(): ReturnType<typeof networkInterfaces> {
  try {
    return networkInterfaces();
  } catch {
    return {};
  }
}

/**
 * What membership is asked for by: IPv4 addresses, or IPv6 scopes. This machine's own
 * interface counts only where there is no other.
 */
function interfaces(family: Family): Set<string> {
  const found = Object.entries(knownInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter((address) => address.family === family)
      .map(({ address, internal }) => ({
        internal,
        key: family === 'IPv6' ? `::%${name}` : address,
      })),
  );
  const outside = found.filter(({ internal }) => !internal);
  return new Set((outside.length > 0 ? outside : found).map(({ key }) => key));
}
