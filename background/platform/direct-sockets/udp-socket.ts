import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { endpoint } from '../web/endpoint.ts';
import { quietly } from './quietly.ts';

/** Datagrams under way to the system; those beyond are lost, as on a full line. */
const MAX_UNDER_WAY = 512;
/** The most that fits into one: 65,535 less the headers of UDP and IPv4. */
const MAX_DATAGRAM = 65_507;

export interface OpenUdpSocket {
  readonly socket: UDPSocket;
  readonly opened: UDPSocketOpenInfo;
}

/**
 * One bound UDPSocket. A datagram that the system refuses (no route, say) ends Chromium's
 * stream for good, so the port is then bound anew, as it is when nothing can be heard any more;
 * what is sent meanwhile is lost.
 */
export class DirectUdpSocket implements UdpSocket {
  readonly local: Endpoint;
  readonly #receive: UdpReceiver;
  readonly #rebind: () => Promise<OpenUdpSocket>;
  #streams: Streams | undefined;
  #rebinding = false;
  #underWay = 0;
  #closed = false;

  constructor(
    open: OpenUdpSocket,
    receive: UdpReceiver,
    rebind: () => Promise<OpenUdpSocket>,
  ) {
    this.#receive = receive;
    this.#rebind = rebind;
    this.local = endpoint(open.opened.localAddress, open.opened.localPort);
    this.#use(open);
  }

  send(data: Uint8Array, to: Endpoint): void {
    if (this.#closed || !this.#canReach(to) || data.length > MAX_DATAGRAM) return;
    const streams = this.#streams;
    if (!streams) quietly(this.#recover());
    if (!streams || this.#underWay >= MAX_UNDER_WAY) return;
    this.#underWay++;
    const message = {
      data: data as Uint8Array<ArrayBuffer>,
      remoteAddress: to.host,
      remotePort: to.port,
    };
    streams.writer.write(message).then(this.#taken, () => {
      this.#taken();
      if (this.#streams === streams) quietly(this.#recover());
    });
  }

  close(): void {
    this.#closed = true;
    this.#letGo();
  }

  /** One socket is of one family, and port 0 is nobody's. */
  #canReach({ host, port }: Endpoint): boolean {
    return port > 0 && host.includes(':') === this.local.host.includes(':');
  }

  readonly #taken = (): void => {
    this.#underWay--;
  };

  #use({ socket, opened }: OpenUdpSocket): void {
    const reader = opened.readable.getReader();
    const writer = opened.writable.getWriter();
    quietly(reader.closed);
    quietly(writer.closed);
    this.#streams = { socket, reader, writer };
    quietly(this.#hear(this.#streams));
  }

  #letGo(): Promise<void> | undefined {
    const streams = this.#streams;
    this.#streams = undefined;
    if (!streams) return undefined;
    quietly(streams.reader.cancel());
    streams.reader.releaseLock();
    quietly(streams.writer.abort());
    streams.writer.releaseLock();
    const closing = streams.socket.close();
    quietly(closing);
    return closing;
  }

  async #recover(): Promise<void> {
    if (this.#rebinding || this.#closed) return;
    this.#rebinding = true;
    try {
      await this.#letGo()?.catch(() => {});
      const open = await this.#rebind();
      if (this.#closed) quietly(open.socket.close());
      else this.#use(open);
    } finally {
      this.#rebinding = false;
    }
  }

  /** Whatever ends it, what is sent next finds the socket gone and binds it anew. */
  async #hear(streams: Streams): Promise<void> {
    try {
      await this.#read(streams.reader);
    } finally {
      if (this.#streams === streams) this.#letGo();
    }
  }

  async #read(reader: ReadableStreamDefaultReader<UDPMessage>): Promise<void> {
    for (;;) {
      const { value } = await reader.read();
      if (!value || this.#closed) return;
      this.#receive(
        value.data,
        endpoint(value.remoteAddress ?? '', value.remotePort ?? 0),
      );
    }
  }
}

interface Streams {
  readonly socket: UDPSocket;
  readonly reader: ReadableStreamDefaultReader<UDPMessage>;
  readonly writer: WritableStreamDefaultWriter<UDPMessage>;
}
