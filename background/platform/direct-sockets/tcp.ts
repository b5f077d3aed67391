import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../../../src/ports/tcp.ts';
import { toBindError, toConnectError } from './open-error.ts';
import { quietly } from './quietly.ts';
import { DirectTcpConnection } from './tcp-connection.ts';
import { DirectTcpListener } from './tcp-listener.ts';

/** Direct Sockets' TCPSocket and TCPServerSocket, in a Worker. */
export class DirectTcp implements TcpPort {
  async connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    if (signal.aborted) throw aborted();
    const began = performance.now();
    const socket = open(() => {
      // Without a receiveBufferSize the system fits its buffer to the path (docs/platform.md).
      return new TCPSocket(remote.host, remote.port, { noDelay: true });
    });
    quietly(socket.closed);
    const opening = socket.opened.catch((error: unknown) => {
      throw toConnectError(error, performance.now() - began);
    });
    let abort = () => {};
    const abortion = new Promise<never>((_, reject) => {
      abort = () => reject(aborted());
    });
    signal.addEventListener('abort', abort);
    try {
      return new DirectTcpConnection(socket, await Promise.race([opening, abortion]));
    } catch (error) {
      // It cannot be called back while it opens, so it is closed as soon as it stands.
      quietly(opening.then(() => socket.close()));
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async listen(
    local: Endpoint,
    accept: (connection: TcpConnection) => void,
  ): Promise<TcpListener> {
    // "::" would take the IPv4 port too, and be refused where that one is taken (dual stack).
    const ipv6Only = local.host === '::' ? { ipv6Only: true } : {};
    const bind = (localPort: number) =>
      open(() => {
        // To be bound to a port that the system chooses, none is named.
        const port = localPort === 0 ? {} : { localPort };
        return new TCPServerSocket(local.host, { ...port, ...ipv6Only });
      });
    const socket = bind(local.port);
    quietly(socket.closed);
    try {
      return new DirectTcpListener(socket, await socket.opened, accept);
    } catch (error) {
      throw await toBindError(error, local.port, () => bind(0));
    }
  }
}

function open<Socket>(make: () => Socket): Socket {
  try {
    return make();
  } catch (error) {
    throw new NetworkError('failed', String(error), { cause: error });
  }
}

function aborted(): NetworkError {
  return new NetworkError('aborted', 'no longer wanted');
}
