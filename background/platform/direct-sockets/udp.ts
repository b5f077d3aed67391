import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { UdpPort, UdpReceiver, UdpSocket } from '../../../src/ports/udp.ts';
import { endpoint } from '../web/endpoint.ts';
import { toBindError } from './open-error.ts';
import { quietly } from './quietly.ts';
import { DirectUdpSocket } from './udp-socket.ts';

/** Direct Sockets' UDPSocket, bound, in a Worker. */
export class DirectUdp implements UdpPort {
  async bind(local: Endpoint, receive: UdpReceiver): Promise<UdpSocket> {
    const socket = open(local);
    try {
      const opened = await socket.opened;
      const bound = endpoint(opened.localAddress, opened.localPort);
      return new DirectUdpSocket({ socket, opened }, receive, async () => {
        const again = open(bound);
        return { socket: again, opened: await again.opened };
      });
    } catch (error) {
      throw await toBindError(error, local.port, () => open({ ...local, port: 0 }));
    }
  }
}

function open({ host, port }: Endpoint): UDPSocket {
  // "::" would take the IPv4 port too, and be refused where that one is taken (dual stack).
  const ipv6Only = host === '::' ? { ipv6Only: true } : {};
  // To be bound to a port that the system chooses, none is named.
  const localPort = port === 0 ? {} : { localPort: port };
  try {
    const socket = new UDPSocket({ localAddress: host, ...localPort, ...ipv6Only });
    quietly(socket.closed);
    return socket;
  } catch (error) {
    throw new NetworkError('failed', String(error), { cause: error });
  }
}
