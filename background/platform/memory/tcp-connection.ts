import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import { MemoryPipe } from './tcp-pipe.ts';

/** Both ends of a new connection. */
export function memoryTcpPair(
  clock: Clock,
  one: Endpoint,
  other: Endpoint,
): [TcpConnection, TcpConnection] {
  const there = new MemoryPipe(clock);
  const back = new MemoryPipe(clock);
  return [
    new MemoryTcpConnection(one, other, back, there),
    new MemoryTcpConnection(other, one, there, back),
  ];
}

class MemoryTcpConnection implements TcpConnection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #incoming: MemoryPipe;
  readonly #outgoing: MemoryPipe;
  #sink: TcpSink | undefined;
  #paused = false;

  constructor(
    local: Endpoint,
    remote: Endpoint,
    incoming: MemoryPipe,
    outgoing: MemoryPipe,
  ) {
    this.local = local;
    this.remote = remote;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    incoming.reader = {
      data: (chunk) => this.#sink?.data(chunk),
      end: () => {
        const sink = this.#sink;
        this.close();
        sink?.closed(undefined);
      },
    };
    outgoing.drained = () => this.#sink?.drained();
  }

  get queued(): number {
    return this.#outgoing.queued;
  }

  start(sink: TcpSink): void {
    this.#sink = sink;
    if (!this.#paused) this.#incoming.flow();
  }

  write(bytes: Uint8Array): void {
    this.#outgoing.write(bytes);
  }

  pause(): void {
    this.#paused = true;
    this.#incoming.hold();
  }

  resume(): void {
    this.#paused = false;
    if (this.#sink !== undefined) this.#incoming.flow();
  }

  close(): void {
    this.#sink = undefined;
    this.#incoming.abandon();
    this.#outgoing.end();
  }
}
