import type { Endpoint } from '../bytes/endpoint.ts';

/** Datagram sockets. Every failure is a NetworkError. */
export interface UdpPort {
  /** Binds to `local` (port 0: the system chooses). */
  bind(local: Endpoint, receive: UdpReceiver): Promise<UdpSocket>;
}

/** `data` is valid only during the call. `from.host` is an address literal. */
export type UdpReceiver = (data: Uint8Array, from: Endpoint) => void;

export interface UdpSocket {
  readonly local: Endpoint;
  /**
   * Sends one datagram to an address literal; the socket owns `data` from now on. Datagrams
   * may be lost: a failure to send is a loss, and is silent.
   */
  send(data: Uint8Array, to: Endpoint): void;
  /** The receiver hears nothing after this. Idempotent. */
  close(): void;
}
