import { familyOf } from '../../../src/bytes/address-family.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../../../src/ports/tcp.ts';
import { unpackError } from '../../host/link/link-error.ts';
import type { EngineLink } from './engine-link.ts';
import type { OpenSocket } from './page-contract.ts';
import { ChromeTcpConnection } from './tcp-connection.ts';

type Accept = (open: OpenSocket) => void;

/** chrome.sockets.tcp and tcpServer, which only the page has, for the Worker. */
export class ChromeTcp implements TcpPort {
  readonly #link: EngineLink;
  readonly #connections = new Map<number, ChromeTcpConnection>();
  readonly #listeners = new Map<number, Accept>();
  #nextNumber = 1;

  constructor(link: EngineLink) {
    this.#link = link;
    link.on('tcp.data', ({ socket, bytes }) =>
      this.#connections.get(socket)?.receive(bytes),
    );
    link.on('tcp.closed', ({ socket, reason }) => {
      const error = reason && unpackError(reason);
      const told = error instanceof NetworkError ? error : undefined;
      this.#connections.get(socket)?.end(told);
    });
    link.on('tcp.accepted', ({ listener, connection }) => {
      const accept = this.#listeners.get(listener);
      if (accept) accept(connection);
      else link.signal('tcp.close', { socket: connection.socket });
    });
  }

  async connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    if (signal.aborted) throw aborted();
    const attempt = this.#nextNumber++;
    const connecting = this.#link.call('tcp.connect', { attempt, remote });
    let abort = () => {};
    const abortion = new Promise<never>((_, reject) => {
      abort = () => {
        this.#link.signal('tcp.abort', { attempt });
        reject(aborted());
      };
    });
    signal.addEventListener('abort', abort);
    try {
      return this.#open(await Promise.race([connecting, abortion]));
    } catch (error) {
      // It may have stood already when the abort was on its way.
      connecting.then(
        ({ socket }) => this.#link.signal('tcp.close', { socket }),
        () => {},
      );
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async listen(
    local: Endpoint,
    accept: (connection: TcpConnection) => void,
  ): Promise<TcpListener> {
    const listener = this.#nextNumber++;
    const early: OpenSocket[] = [];
    this.#listeners.set(listener, (open) => early.push(open));
    try {
      const bound = await this.#link.call('tcp.listen', { listener, local });
      const welcome: Accept = (open) => accept(this.#open(open));
      this.#listeners.set(listener, welcome);
      for (const open of early) queueMicrotask(() => welcome(open));
      return {
        local: bound,
        // chrome.sockets cannot keep "::" to IPv6.
        families: bound.host === '::' ? ['ipv6', 'ipv4'] : [familyOf(bound.host)],
        close: () => {
          if (!this.#listeners.delete(listener)) return;
          this.#link.signal('tcp.unlisten', { listener });
        },
      };
    } catch (error) {
      this.#listeners.delete(listener);
      throw error;
    }
  }

  #open(open: OpenSocket): ChromeTcpConnection {
    const forget = () => this.#connections.delete(open.socket);
    const connection = new ChromeTcpConnection(this.#link, open, forget);
    this.#connections.set(open.socket, connection);
    return connection;
  }
}

function aborted(): NetworkError {
  return new NetworkError('aborted', 'no longer wanted');
}
