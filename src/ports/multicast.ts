import type { Endpoint } from '../bytes/endpoint.ts';
import type { UdpReceiver, UdpSocket } from './udp.ts';

/** Datagrams to groups of machines in the local network. Every failure is a NetworkError. */
export interface MulticastPort {
  /**
   * Joins a group on every interface that the host can join it on, and hears what is sent to
   * it and its port; others on this machine may share the port where the host lets them.
   *
   * What the socket sends to the group leaves by each of those interfaces, is heard by the
   * others on this machine, and perhaps by the socket itself. It passes `hops` routers less
   * one: 0 stays on this machine, 1 in the network. Its port of origin means nothing.
   *
   * Rejects: 'unreachable' without a network, 'address-in-use' where another program has the
   * port for itself, 'denied' when the host does not permit it.
   */
  join(group: Endpoint, hops: number, receive: UdpReceiver): Promise<UdpSocket>;
}
