import { createSocket, type Socket } from 'node:dgram';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { UdpPort, UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { endpoint } from './endpoint.ts';
import { toNetworkError } from './network-error.ts';

/** Datagram sockets over node:dgram. One bound to an IPv6 address takes IPv6 alone. */
export class NodeUdp implements UdpPort {
  bind(local: Endpoint, receive: UdpReceiver): Promise<UdpSocket> {
    return new Promise((resolve, reject) => {
      const socket = local.host.includes(':')
        ? createSocket({ type: 'udp6', ipv6Only: true })
        : createSocket('udp4');
      socket.once('error', (error) => {
        socket.close();
        reject(toNetworkError(error));
      });
      socket.bind({ address: local.host, port: local.port, exclusive: true }, () => {
        // What goes wrong from now on is a datagram lost.
        socket.removeAllListeners('error').on('error', ignore);
        resolve(new NodeUdpSocket(socket, receive));
      });
    });
  }
}

class NodeUdpSocket implements UdpSocket {
  readonly local: Endpoint;
  readonly #socket: Socket;
  #open = true;

  constructor(socket: Socket, receive: UdpReceiver) {
    const { address, port } = socket.address();
    this.local = endpoint(address, port);
    this.#socket = socket;
    socket.on('message', (data, from) => {
      // A Buffer's slice() would share memory with it; a plain view's does not.
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
      receive(bytes, endpoint(from.address, from.port));
    });
  }

  send(data: Uint8Array, to: Endpoint): void {
    // Node throws at a port of 0; everything else it cannot send it tells as an event.
    if (this.#open && to.port > 0) this.#socket.send(data, to.port, to.host);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
  }
}

function ignore(): void {}
