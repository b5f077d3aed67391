import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { netErrorFromException } from '../web/net-error.ts';
import { OutgoingBytes } from '../web/outgoing-bytes.ts';
import type { EngineLink } from './engine-link.ts';
import type { OpenSocket } from './page-contract.ts';

/** Used bytes are told to the page in steps of this; well below half of the page's window. */
const CREDIT_STEP = 128 * 1024;

/** One socket of chrome.sockets.tcp, which the page holds. */
export class ChromeTcpConnection implements TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #link: EngineLink;
  readonly #socket: number;
  readonly #outgoing: OutgoingBytes;
  readonly #forget: () => void;
  /** Arrived and not told yet; the page's window bounds it. */
  readonly #arrived: ArrayBuffer[] = [];
  #used = 0;
  #end: { readonly reason: NetworkError | undefined } | undefined;
  #sink: TcpSink | undefined;
  #paused = false;
  #telling = false;
  #over = false;

  constructor(link: EngineLink, open: OpenSocket, forget: () => void) {
    this.#link = link;
    this.#socket = open.socket;
    this.#forget = forget;
    this.remote = open.remote;
    this.local = open.local;
    this.#outgoing = new OutgoingBytes({
      send: async ({ buffer }) => {
        await link.call('tcp.send', { socket: this.#socket, bytes: buffer }, [buffer]);
      },
      drained: () => {
        if (!this.#over) this.#sink?.drained();
      },
      // Chrome disconnects the socket then, and tells of no end.
      failed: (error) => this.end(netErrorFromException(error)),
    });
  }

  get queued(): number {
    return this.#outgoing.queued;
  }

  start(sink: TcpSink): void {
    if (this.#over) return;
    this.#sink = sink;
    this.#link.signal('tcp.start', { socket: this.#socket });
    queueMicrotask(this.#tell);
  }

  write(bytes: Uint8Array): void {
    this.#outgoing.push(bytes);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    queueMicrotask(this.#tell);
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#outgoing.stop();
    this.#arrived.length = 0;
    this.#forget();
    this.#link.signal('tcp.close', { socket: this.#socket });
  }

  /** From the page: bytes that arrived. */
  receive(bytes: ArrayBuffer): void {
    this.#arrived.push(bytes);
    this.#tell();
  }

  /** From the page: the end, after all that arrived. */
  end(reason: NetworkError | undefined): void {
    this.#end ??= { reason };
    this.#tell();
  }

  readonly #tell = (): void => {
    const sink = this.#sink;
    if (!sink || this.#telling) return;
    this.#telling = true;
    try {
      while (!this.#paused && !this.#over) {
        const bytes = this.#arrived.shift();
        if (!bytes) break;
        this.#count(bytes.byteLength);
        sink.data(new Uint8Array(bytes));
      }
    } finally {
      this.#telling = false;
    }
    if (this.#paused || this.#over || !this.#end) return;
    this.close();
    sink.closed(this.#end.reason);
  };

  #count(bytes: number): void {
    this.#used += bytes;
    if (this.#used < CREDIT_STEP) return;
    this.#link.signal('tcp.credit', { socket: this.#socket, bytes: this.#used });
    this.#used = 0;
  }
}
