import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';
import type { Path } from './path.ts';
import { MemoryPipe } from './tcp-pipe.ts';

/** Where a connection begins, where it ends, and the ways between. */
export interface Course {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly there: Path;
  readonly back: Path;
}

/** Sees what is written to a connection and when an end is closed, by the address of who. */
export interface ConnectionObserver {
  wrote(by: string, bytes: Uint8Array): void;
  closed(by: string): void;
}

/** Both ends of a new connection: the one that dialled, and the one to be accepted. */
export function memoryTcpPair(
  clock: Clock,
  course: Course,
  observer: ConnectionObserver | undefined,
): [TcpConnection, TcpConnection] {
  const there = new MemoryPipe(clock, course.there);
  const back = new MemoryPipe(clock, course.back);
  const { local, remote } = course;
  return [
    new MemoryTcpConnection(local, remote, back, there, observer),
    new MemoryTcpConnection(remote, local, there, back, observer),
  ];
}

class MemoryTcpConnection implements TcpConnection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #incoming: MemoryPipe;
  readonly #outgoing: MemoryPipe;
  readonly #observer: ConnectionObserver | undefined;
  #sink: TcpSink | undefined;
  #paused = false;
  #closed = false;

  constructor(
    local: Endpoint,
    remote: Endpoint,
    incoming: MemoryPipe,
    outgoing: MemoryPipe,
    observer: ConnectionObserver | undefined,
  ) {
    this.local = local;
    this.remote = remote;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#observer = observer;
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
    if (this.#closed) return;
    this.#observer?.wrote(this.local.host, bytes);
    this.#outgoing.write(bytes);
  }

  pause(): void {
    this.#paused = true;
    this.#incoming.hold();
  }

  resume(): void {
    this.#paused = false;
    if (this.#sink) this.#incoming.flow();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#observer?.closed(this.local.host);
    this.#sink = undefined;
    this.#incoming.abandon();
    this.#outgoing.end();
  }
}
