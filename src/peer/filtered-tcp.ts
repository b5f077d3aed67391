import type { Endpoint } from '../bytes/endpoint.ts';
import { NetworkError } from '../errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort, TcpSink } from '../ports/tcp.ts';
import type { IpFilter } from './ip-filter.ts';

/**
 * Sockets to everyone but whom a filter holds: nobody of those is dialled, accepted, or kept
 * when the filter changes.
 */
export class FilteredTcp implements TcpPort {
  readonly #tcp: TcpPort;
  readonly #open = new Set<FilteredConnection>();
  #filter: IpFilter | undefined;

  constructor(tcp: TcpPort) {
    this.#tcp = tcp;
  }

  /** From now on, and for who is connected. undefined: nobody is filtered. */
  apply(filter: IpFilter | undefined): void {
    this.#filter = filter;
    for (const connection of [...this.#open]) {
      if (filter?.has(connection.remote.host)) connection.cut(filtered());
    }
  }

  async connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    if (this.#filter?.has(remote.host)) throw filtered();
    const connection = await this.#tcp.connect(remote, signal);
    // A name has an address only now.
    if (!this.#filter?.has(connection.remote.host)) return this.#keep(connection);
    connection.close();
    throw filtered();
  }

  listen(
    local: Endpoint,
    accept: (connection: TcpConnection) => void,
  ): Promise<TcpListener> {
    return this.#tcp.listen(local, (connection) => {
      if (this.#filter?.has(connection.remote.host)) connection.close();
      else accept(this.#keep(connection));
    });
  }

  #keep(inner: TcpConnection): TcpConnection {
    const connection = new FilteredConnection(inner, () => this.#open.delete(connection));
    this.#open.add(connection);
    return connection;
  }
}

/** A connection that can be cut from this side as if the network had. */
class FilteredConnection implements TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #inner: TcpConnection;
  readonly #ended: () => void;
  #sink: TcpSink | undefined;
  /** Why it was cut before anybody listened. */
  #cut: NetworkError | undefined;

  constructor(inner: TcpConnection, ended: () => void) {
    this.remote = inner.remote;
    this.local = inner.local;
    this.#inner = inner;
    this.#ended = ended;
  }

  get queued(): number {
    return this.#inner.queued;
  }

  start(sink: TcpSink): void {
    const cut = this.#cut;
    if (cut) return void Promise.resolve().then(() => sink.closed(cut));
    this.#sink = sink;
    this.#inner.start({
      data: (chunk) => sink.data(chunk),
      drained: () => sink.drained(),
      closed: (reason) => {
        this.#ended();
        sink.closed(reason);
      },
    });
  }

  write(bytes: Uint8Array): void {
    this.#inner.write(bytes);
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  close(): void {
    this.#ended();
    this.#inner.close();
  }

  cut(reason: NetworkError): void {
    this.close();
    this.#cut = reason;
    this.#sink?.closed(reason);
  }
}

function filtered(): NetworkError {
  return new NetworkError('denied', 'the address is filtered');
}
