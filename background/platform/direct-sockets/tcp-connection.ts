import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { endpoint } from '../web/endpoint.ts';
import { netErrorFromException } from '../web/net-error.ts';
import { OutgoingBytes } from '../web/outgoing-bytes.ts';
import { quietly } from './quietly.ts';

/** One read brings 35 KB on average, whatever buffer it is offered (docs/platform.md). */
const READ_SIZE = 64 * 1024;

/** One open TCPSocket, read into one buffer that is used over and over. */
export class DirectTcpConnection implements TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #socket: TCPSocket;
  readonly #reader: ReadableStreamBYOBReader;
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  readonly #outgoing: OutgoingBytes;
  #sink: TcpSink | undefined;
  #paused = false;
  #wake: (() => void) | undefined;
  #over = false;

  /** `listening`: where an accepted socket was accepted. */
  constructor(socket: TCPSocket, opened: TCPSocketOpenInfo, listening?: Endpoint) {
    this.#socket = socket;
    this.remote = endpoint(opened.remoteAddress, opened.remotePort);
    this.local =
      opened.localAddress === null || opened.localPort === null
        ? (listening ?? { host: '', port: 0 })
        : endpoint(opened.localAddress, opened.localPort);
    this.#reader = opened.readable.getReader({ mode: 'byob' });
    this.#writer = opened.writable.getWriter();
    this.#outgoing = new OutgoingBytes({
      send: (bytes) => this.#writer.write(bytes),
      drained: () => {
        if (!this.#over) this.#sink?.drained();
      },
    });
    quietly(socket.closed);
    // At the remote end's close Chromium closes the stream but leaves a pending read waiting
    // for ever; letting go of the lock rejects it.
    this.#reader.closed.then(
      () => this.#reader.releaseLock(),
      () => {},
    );
  }

  get queued(): number {
    return this.#outgoing.queued;
  }

  start(sink: TcpSink): void {
    this.#sink = sink;
    void this.#read(sink);
  }

  write(bytes: Uint8Array): void {
    this.#outgoing.push(bytes);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake?.();
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#outgoing.stop();
    this.#wake?.();
    // close() refuses as long as a stream is locked, so these come first.
    quietly(this.#reader.cancel());
    this.#reader.releaseLock();
    quietly(this.#writer.abort());
    this.#writer.releaseLock();
    quietly(this.#socket.close());
  }

  async #read(sink: TcpSink): Promise<void> {
    let buffer = new ArrayBuffer(READ_SIZE);
    let reason: NetworkError | undefined;
    for (;;) {
      let chunk: Uint8Array<ArrayBuffer> | undefined;
      try {
        await this.#whileResumed();
        if (this.#over) return;
        chunk = (await this.#reader.read(new Uint8Array(buffer))).value;
      } catch (error) {
        // A TypeError is our own: the lock was let go of at an end in good order.
        if (!(error instanceof TypeError)) reason = netErrorFromException(error);
      }
      if (!chunk) break;
      // What was on its way when pause() came is kept until resume().
      await this.#whileResumed();
      if (this.#over) return;
      if (chunk.length > 0) sink.data(chunk);
      buffer = chunk.buffer;
    }
    if (this.#over) return;
    this.close();
    sink.closed(reason);
  }

  async #whileResumed(): Promise<void> {
    while (this.#paused && !this.#over) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
