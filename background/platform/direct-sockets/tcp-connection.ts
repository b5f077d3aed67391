import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { endpoint } from '../web/endpoint.ts';
import { netErrorFromException } from '../web/net-error.ts';
import { OutgoingBytes } from '../web/outgoing-bytes.ts';
import { CarefulWriter } from './careful-writer.ts';
import { quietly } from './quietly.ts';

/** One read brings 35 KB on average, whatever buffer it is offered (docs/platform.md). */
const READ_SIZE = 128 * 1024;
/** What is read ahead of the sink, before start and while paused. */
const KEEP = 256 * 1024;

/**
 * One open TCPSocket, read into one buffer that is used over and over.
 *
 * A read is always under way, before start and while paused too (up to KEEP): where none
 * is when the remote side closes, Chromium drops what it has received and was not asked for.
 */
export class DirectTcpConnection implements TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly #socket: TCPSocket;
  readonly #reader: ReadableStreamBYOBReader;
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  readonly #outgoing: OutgoingBytes;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #end: { readonly reason: NetworkError | undefined } | undefined;
  #sink: TcpSink | undefined;
  #paused = false;
  #telling = false;
  #wake: (() => void) | undefined;
  #over = false;

  /** `listening`: where an accepted socket was accepted. */
  constructor(socket: TCPSocket, opened: TCPSocketOpenInfo, listening?: Endpoint) {
    this.#socket = socket;
    this.remote = endpoint(opened.remoteAddress, opened.remotePort);
    const { localAddress, localPort } = opened;
    this.local =
      typeof localAddress === 'string' && typeof localPort === 'number'
        ? endpoint(localAddress, localPort)
        : (listening ?? { host: '', port: 0 });
    this.#reader = opened.readable.getReader({ mode: 'byob' });
    this.#writer = opened.writable.getWriter();
    const writer = new CarefulWriter(this.#writer);
    this.#outgoing = new OutgoingBytes({
      send: (bytes) => writer.write(bytes),
      drained: () => {
        if (!this.#over) this.#sink?.drained();
      },
      // The reading side hears of it too, after all that arrived.
      failed: () => {},
    });
    quietly(socket.closed);
    // At the remote end's close Chromium closes the stream but leaves a pending read waiting
    // for ever; letting go of the lock rejects it.
    this.#reader.closed.then(
      () => this.#reader.releaseLock(),
      () => {},
    );
    void this.#read();
  }

  get queued(): number {
    return this.#outgoing.queued;
  }

  start(sink: TcpSink): void {
    this.#sink = sink;
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
    const allTaken = this.#outgoing.queued === 0;
    this.#outgoing.stop();
    this.#kept = [];
    this.#keptBytes = 0;
    this.#wake?.();
    void this.#letGo(allTaken);
  }

  async #letGo(allTaken: boolean): Promise<void> {
    quietly(this.#reader.cancel());
    this.#reader.releaseLock();
    // What was taken still goes out, which aborting would drop; but a write that waits for
    // the remote side might wait for ever.
    if (allTaken) await this.#writer.close().catch(() => {});
    else quietly(this.#writer.abort());
    this.#writer.releaseLock();
    // It refuses as long as a stream is locked, so this comes last.
    quietly(this.#socket.close());
  }

  async #read(): Promise<void> {
    let buffer = new ArrayBuffer(READ_SIZE);
    let reason: NetworkError | undefined;
    for (;;) {
      let chunk: Uint8Array<ArrayBuffer> | undefined;
      try {
        const { done, value } = await this.#reader.read(new Uint8Array(buffer));
        if (!done) chunk = value;
      } catch (error) {
        // A TypeError is our own: the lock was let go of at an end in good order.
        if (!(error instanceof TypeError)) reason = netErrorFromException(error);
      }
      if (this.#over) return;
      if (!chunk) break;
      if (chunk.length > 0) this.#take(chunk);
      while (this.#keptBytes >= KEEP) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      if (this.#over) return;
      buffer = chunk.buffer;
    }
    this.#end = { reason };
    this.#tell();
  }

  #take(chunk: Uint8Array): void {
    if (this.#sink && !this.#paused && !this.#telling && this.#kept.length === 0) {
      this.#sink.data(chunk);
      return;
    }
    this.#kept.push(chunk.slice());
    this.#keptBytes += chunk.length;
  }

  /** Tells what was kept, then the end if it has come. */
  readonly #tell = (): void => {
    const sink = this.#sink;
    if (!sink || this.#telling) return;
    this.#telling = true;
    while (!this.#paused && !this.#over) {
      const chunk = this.#kept.shift();
      if (!chunk) break;
      this.#keptBytes -= chunk.length;
      sink.data(chunk);
    }
    this.#telling = false;
    if (this.#keptBytes < KEEP) this.#wake?.();
    if (this.#paused || this.#over || !this.#end) return;
    this.close();
    sink.closed(this.#end.reason);
  };
}
