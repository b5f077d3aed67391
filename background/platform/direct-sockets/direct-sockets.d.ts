// What Rill uses of https://wicg.github.io/direct-sockets/; the compiler's own libraries lack it.

interface TCPSocketOptions {
  noDelay?: boolean;
  receiveBufferSize?: number;
}

interface TCPSocketOpenInfo {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<BufferSource>;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Both absent for an accepted socket, in Chromium. */
  readonly localAddress?: string | null;
  readonly localPort?: number | null;
}

declare class TCPSocket {
  constructor(remoteAddress: string, remotePort: number, options?: TCPSocketOptions);
  readonly opened: Promise<TCPSocketOpenInfo>;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

interface TCPServerSocketOpenInfo {
  readonly readable: ReadableStream<TCPSocket>;
  readonly localAddress: string;
  readonly localPort: number;
}

declare class TCPServerSocket {
  constructor(
    localAddress: string,
    options?: { localPort?: number; backlog?: number; ipv6Only?: boolean },
  );
  readonly opened: Promise<TCPServerSocketOpenInfo>;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

interface UDPMessage {
  data: Uint8Array<ArrayBuffer>;
  remoteAddress?: string;
  remotePort?: number;
}

interface UDPSocketOpenInfo {
  readonly readable: ReadableStream<UDPMessage>;
  readonly writable: WritableStream<UDPMessage>;
  readonly localAddress: string;
  readonly localPort: number;
  /** Of a connected one. */
  readonly remoteAddress?: string;
}

declare class UDPSocket {
  constructor(
    options:
      | {
          localAddress: string;
          localPort?: number;
          ipv6Only?: boolean;
          receiveBufferSize?: number;
        }
      | { remoteAddress: string; remotePort: number; dnsQueryType?: 'ipv4' | 'ipv6' },
  );
  readonly opened: Promise<UDPSocketOpenInfo>;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}
