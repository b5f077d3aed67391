import { familyOf } from '../../../src/bytes/address-family.ts';
import type { AddressFamily } from '../../../src/bytes/compact-endpoints.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { TcpConnection, TcpListener } from '../../../src/ports/tcp.ts';
import { endpoint } from '../web/endpoint.ts';
import { quietly } from './quietly.ts';
import { DirectTcpConnection } from './tcp-connection.ts';

/** One open TCPServerSocket. */
export class DirectTcpListener implements TcpListener {
  readonly local: Endpoint;
  readonly families: readonly AddressFamily[];
  readonly #socket: TCPServerSocket;
  readonly #reader: ReadableStreamDefaultReader<TCPSocket>;
  readonly #accept: (connection: TcpConnection) => void;
  #closed = false;

  constructor(
    socket: TCPServerSocket,
    opened: TCPServerSocketOpenInfo,
    accept: (connection: TcpConnection) => void,
  ) {
    this.#socket = socket;
    this.#accept = accept;
    this.local = endpoint(opened.localAddress, opened.localPort);
    this.families = [familyOf(this.local.host)];
    this.#reader = opened.readable.getReader();
    quietly(this.#reader.closed);
    quietly(this.#run());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    quietly(this.#reader.cancel());
    this.#reader.releaseLock();
    quietly(this.#socket.close());
  }

  async #run(): Promise<void> {
    for (;;) {
      const { value: socket } = await this.#reader.read();
      if (!socket) return;
      quietly(socket.closed);
      quietly(this.#welcome(socket));
    }
  }

  async #welcome(socket: TCPSocket): Promise<void> {
    const opened = await socket.opened;
    if (this.#closed) await socket.close();
    else this.#accept(new DirectTcpConnection(socket, opened, this.local));
  }
}
