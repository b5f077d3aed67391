import type { Socket } from 'node:net';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { endpoint } from './endpoint.ts';
import { toNetworkError } from './network-error.ts';

/** Lets the socket's bytes go to `deliver` from now on. */
type Tap = (deliver: (chunk: Uint8Array) => void) => void;

/** One open socket, paused when it is handed in. */
export class NodeTcpConnection implements TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #socket: Socket;
  readonly #tap: Tap;
  #sink: TcpSink | undefined;
  #error: Error | undefined;
  #paused = false;
  /** Closed here: the sink hears nothing any more. */
  #closed = false;
  /** The socket is gone, whoever closed it. */
  #gone = false;
  /** Some bytes wait for the system, and the sink is to hear when none do. */
  #filled = false;
  #corked = false;

  constructor(socket: Socket, tap: Tap) {
    this.#socket = socket;
    this.#tap = tap;
    this.remote = endpoint(socket.remoteAddress ?? '', socket.remotePort ?? 0);
    this.local = endpoint(socket.localAddress ?? '', socket.localPort ?? 0);
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('end', () => {
      this.#gone = true;
      socket.destroy();
    });
    socket.on('close', this.#onClose);
  }

  get queued(): number {
    return this.#gone ? 0 : this.#socket.writableLength;
  }

  start(sink: TcpSink): void {
    this.#sink = sink;
    if (this.#gone) {
      process.nextTick(this.#tellEnd);
      return;
    }
    this.#tap((chunk) => this.#onData(chunk));
    if (!this.#paused) this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.#gone || bytes.length === 0) return;
    if (!this.#corked) {
      // One system call for all that is written in this turn.
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(this.#uncork);
    }
    this.#filled = true;
    this.#socket.write(bytes, this.#onWritten);
  }

  pause(): void {
    this.#paused = true;
    this.#socket.pause();
    // A resume earlier in this turn starts the reading only after it: stop it then.
    process.nextTick(this.#stayPaused);
  }

  resume(): void {
    this.#paused = false;
    if (this.#sink !== undefined) this.#socket.resume();
  }

  close(): void {
    this.#closed = true;
    this.#gone = true;
    this.#socket.destroy();
  }

  #onData(chunk: Uint8Array): void {
    if (this.#closed) return;
    // A Buffer's slice() would share memory with it; a plain view's does not.
    this.#sink?.data(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
  }

  readonly #uncork = () => {
    this.#corked = false;
    this.#socket.uncork();
  };

  readonly #stayPaused = () => {
    if (this.#paused && !this.#gone) this.#socket.pause();
  };

  readonly #onWritten = () => {
    if (this.#gone || !this.#filled || this.#socket.writableLength > 0) return;
    this.#filled = false;
    this.#sink?.drained();
  };

  readonly #onClose = () => {
    this.#gone = true;
    this.#tellEnd();
  };

  readonly #tellEnd = () => {
    if (this.#closed || this.#sink === undefined) return;
    this.#closed = true;
    this.#sink.closed(this.#error && toNetworkError(this.#error));
  };
}
