import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { MulticastPort } from '../../../src/ports/multicast.ts';
import type { UdpPort, UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import type { EngineLink } from './engine-link.ts';

/** chrome.sockets.udp, which only the page has, for the Worker. */
export class ChromeUdp implements UdpPort, MulticastPort {
  readonly #link: EngineLink;
  readonly #receivers = new Map<number, UdpReceiver>();

  constructor(link: EngineLink) {
    this.#link = link;
    link.on('udp.data', ({ socket, bytes, from }) =>
      this.#receivers.get(socket)?.(new Uint8Array(bytes), from),
    );
  }

  async bind(endpoint: Endpoint, receive: UdpReceiver): Promise<UdpSocket> {
    return this.#start(await this.#link.call('udp.bind', endpoint), receive);
  }

  async join(group: Endpoint, hops: number, receive: UdpReceiver): Promise<UdpSocket> {
    return this.#start(await this.#link.call('udp.join', { group, hops }), receive);
  }

  #start({ socket, local }: BoundSocket, receive: UdpReceiver): UdpSocket {
    this.#receivers.set(socket, receive);
    this.#link.signal('udp.start', { socket });
    return {
      local,
      send: (data, to) => {
        if (!this.#receivers.has(socket)) return;
        const bytes = data.slice().buffer;
        this.#link.signal('udp.send', { socket, bytes, to }, [bytes]);
      },
      close: () => {
        if (!this.#receivers.delete(socket)) return;
        this.#link.signal('udp.close', { socket });
      },
    };
  }
}

interface BoundSocket {
  readonly socket: number;
  readonly local: Endpoint;
}
