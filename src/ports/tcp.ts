import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import type { NetworkError } from '../errors/network-error.ts';

/** Stream sockets. Every failure is a NetworkError. */
export interface TcpPort {
  /**
   * Connects to an address or a name. Rejects with NetworkError: 'aborted' once the signal
   * fires (nothing is left open then), else what the network answered.
   */
  connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection>;
  /**
   * Listens on `local` (port 0: the system chooses). `accept` owns each connection it gets
   * and must start or close it.
   */
  listen(
    local: Endpoint,
    accept: (connection: TcpConnection) => void,
  ): Promise<TcpListener>;
}

export interface TcpListener {
  readonly local: Endpoint;
  /**
   * Of whom connections are taken. One on "::" takes IPv6 alone, or, where the host cannot
   * part them, IPv4 too; the port is then taken for 0.0.0.0 as well.
   */
  readonly families: readonly AddressFamily[];
  /** Stops listening; connections already accepted live on. Idempotent. */
  close(): void;
}

/**
 * One open connection. Order: start once, then the sink gets data in order, then closed
 * exactly once, unless close() was called here first, after which the sink hears nothing.
 */
export interface TcpConnection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  /** Begins reading. Nothing that arrived before is lost. The sink is not called within. */
  start(sink: TcpSink): void;
  /**
   * Queues bytes, in order; never blocks, never throws. The connection owns `bytes` from now
   * on: the caller neither changes nor reuses them. Nothing happens after the end.
   */
  write(bytes: Uint8Array): void;
  /** Bytes queued by write and not yet taken by the system. */
  readonly queued: number;
  /** No `data` until resume, at most what is already on its way (1 MiB) is kept meanwhile. */
  pause(): void;
  resume(): void;
  /** Closes at once; what is queued may be lost. Idempotent. */
  close(): void;
}

export interface TcpSink {
  /** `chunk` is valid only during this call: copy what is to be kept. Never empty. */
  data(chunk: Uint8Array): void;
  /** What was queued has been taken by the system: `queued` went from above 0 to 0. */
  drained(): void;
  /** The end: undefined when the remote side closed in good order. */
  closed(reason: NetworkError | undefined): void;
}
