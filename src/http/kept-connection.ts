import { NetworkError } from '../errors/network-error.ts';
import type { TcpConnection } from '../ports/tcp.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import { type OpenBody, ResponseReader } from '../protocol/http/response-reader.ts';

/** What waits for an answer. */
interface Exchange {
  readonly reader: ResponseReader;
  resolve(head: ResponseHead): void;
  reject(reason: unknown): void;
}

/** A connection for requests one after another (RFC 9112, section 9.3). */
export class KeptConnection {
  readonly #connection: TcpConnection;
  #exchange: Exchange | undefined;
  #open = true;
  /** Why it is closed, for whoever asks nevertheless. */
  #ended: NetworkError = new NetworkError('reset', 'the connection is closed');

  constructor(connection: TcpConnection) {
    this.#connection = connection;
    connection.start({
      data: (chunk) => this.#data(chunk),
      drained: () => {},
      closed: (reason) => this.#closed(reason),
    });
  }

  /** Whether it can take a request. */
  get usable(): boolean {
    return this.#open && !this.#exchange;
  }

  /**
   * One request; resolves with the head once the body went where `open` says. Rejects with
   * HttpError, NetworkError, or what the body's sink threw: the connection is closed then.
   */
  exchange(request: Uint8Array, open: OpenBody): Promise<ResponseHead> {
    if (!this.#open) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#exchange = { reader: new ResponseReader(open), resolve, reject };
      this.#connection.write(request);
    });
  }

  /** Nothing is read until resume. */
  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** Whoever waits for an answer is told `reason`. */
  close(reason: unknown = new NetworkError('aborted', 'no longer wanted')): void {
    this.#open = false;
    this.#connection.close();
    const exchange = this.#exchange;
    this.#exchange = undefined;
    exchange?.reject(reason);
  }

  #data(chunk: Uint8Array): void {
    const exchange = this.#exchange;
    // What nobody asked for would be taken for the next answer.
    if (!exchange) return this.close();
    this.#read(exchange, () => exchange.reader.push(chunk));
  }

  #closed(reason: NetworkError | undefined): void {
    this.#open = false;
    const exchange = this.#exchange;
    if (reason) this.#ended = reason;
    if (!exchange) return;
    if (reason) this.close(reason);
    else this.#read(exchange, () => exchange.reader.end());
  }

  #read(exchange: Exchange, step: () => void): void {
    try {
      step();
    } catch (error) {
      return this.close(error);
    }
    const { head, body } = exchange.reader;
    // The sink may have closed the connection.
    if (!head || !body || this.#exchange !== exchange) return;
    this.#exchange = undefined;
    if (/\bclose\b/i.test(head.headers.get('connection') ?? '')) this.close();
    exchange.resolve(head);
  }
}
