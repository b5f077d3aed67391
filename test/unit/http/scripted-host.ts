import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { decodeLatin1, encodeLatin1 } from '../../../src/bytes/text.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { HttpPorts } from '../../../src/http/http-client.ts';
import type { HttpsPort, HttpsResponse } from '../../../src/ports/https.ts';
import type { TcpConnection, TcpSink } from '../../../src/ports/tcp.ts';

/** What a server does once it has read a request, and what it was. */
export type Serve = (connection: ServerSide, request: string) => void;

/** Of one connection; nothing that is sent after the client closed is heard. */
export interface ServerSide {
  send(text: string | Uint8Array): void;
  close(reason?: NetworkError): void;
}

/** A host whose servers are functions, whose time stands still, and which counts what is open. */
export class ScriptedHost implements HttpPorts {
  readonly requests: string[] = [];
  readonly connected: Endpoint[] = [];
  sockets = 0;
  readonly #timers = new Set<{ readonly due: number; readonly fire: () => void }>();
  readonly #serve: Serve;
  readonly #https: ((url: string) => HttpsResponse) | undefined;

  constructor(serve: Serve, https?: (url: string) => HttpsResponse) {
    this.#serve = serve;
    this.#https = https;
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Lets all timers due within `delay` milliseconds fire. */
  advance(delay: number): void {
    for (const timer of [...this.#timers]) {
      if (timer.due <= delay) timer.fire();
    }
  }

  readonly clock = {
    now: () => 0,
    zone: () => 0,
    date: () => 0,
    timer: (due: number, fire: () => void) => {
      const timer = { due, fire };
      this.#timers.add(timer);
      return { cancel: () => this.#timers.delete(timer) };
    },
  };

  readonly tcp = {
    connect: async (remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> => {
      await Promise.resolve();
      if (signal.aborted) throw new NetworkError('aborted', 'aborted');
      this.connected.push(remote);
      this.sockets++;
      return this.#connection(remote);
    },
    listen: () => Promise.reject(new NetworkError('denied', 'nobody listens here')),
  };

  get https(): HttpsPort | undefined {
    const answer = this.#https;
    return answer && { get: async (url) => answer(url) };
  }

  #connection(remote: Endpoint): TcpConnection {
    let sink: TcpSink | undefined;
    let isOpen = true;
    const server: ServerSide = {
      send: (text) => {
        const bytes = typeof text === 'string' ? encodeLatin1(text) : text;
        if (isOpen && bytes.length > 0) sink?.data(bytes.slice());
      },
      close: (reason) => {
        if (isOpen) sink?.closed(reason);
      },
    };
    return {
      remote,
      local: remote,
      queued: 0,
      start: (given) => {
        sink = given;
      },
      write: (bytes) => {
        const request = decodeLatin1(bytes);
        this.requests.push(request);
        queueMicrotask(() => this.#serve(server, request));
      },
      pause: () => {},
      resume: () => {},
      close: () => {
        if (isOpen) this.sockets--;
        isOpen = false;
      },
    };
  }
}
