import { type AddressInfo, connect, createServer } from 'node:net';
import { familyOf } from '../../../src/bytes/address-family.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../../../src/ports/tcp.ts';
import { endpoint } from './endpoint.ts';
import { toNetworkError } from './network-error.ts';
import { NodeTcpConnection } from './tcp-connection.ts';

/**
 * Bytes of the buffer that a connection of our own reads into. 64 KiB costs a third more
 * processor time per byte on loopback, 1 MiB gains nothing; pages never read into cost
 * nothing.
 */
const RECEIVE_BUFFER = 256 * 1024;

/** Stream sockets over node:net. A listener on an IPv6 address takes IPv6 alone. */
export class NodeTcp implements TcpPort {
  connect(remote: Endpoint, signal: AbortSignal): Promise<TcpConnection> {
    return new Promise((resolve, reject) => {
      const aborted = () => new NetworkError('aborted', 'the connecting was given up');
      if (signal.aborted) return reject(aborted());
      // With a buffer of our own no stream lies between the system and the sink.
      let receive: ((chunk: Uint8Array) => void) | undefined;
      const socket = connect({
        host: remote.host,
        port: remote.port,
        noDelay: true,
        onread: {
          buffer: new Uint8Array(RECEIVE_BUFFER),
          callback: (length, buffer) => {
            receive?.(buffer.subarray(0, length));
            return true;
          },
        },
      });
      socket.pause();
      const settle = () => {
        signal.removeEventListener('abort', onAbort);
        socket.off('error', onError).off('connect', onConnect);
      };
      const onAbort = () => {
        settle();
        socket.on('error', () => {});
        socket.destroy();
        reject(aborted());
      };
      const onError = (error: Error) => {
        settle();
        reject(toNetworkError(error));
      };
      const onConnect = () => {
        settle();
        resolve(
          new NodeTcpConnection(socket, (deliver) => {
            receive = deliver;
          }),
        );
      };
      signal.addEventListener('abort', onAbort);
      socket.on('error', onError).on('connect', onConnect);
    });
  }

  listen(
    local: Endpoint,
    accept: (connection: TcpConnection) => void,
  ): Promise<TcpListener> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true, pauseOnConnect: true });
      server.on('connection', (socket) => {
        accept(new NodeTcpConnection(socket, (deliver) => socket.on('data', deliver)));
      });
      server.once('error', (error) => reject(toNetworkError(error)));
      server.listen({ host: local.host, port: local.port, ipv6Only: true }, () => {
        // Running out of file descriptors fails one accept, not the listener.
        server.on('error', () => {});
        const bound = server.address() as AddressInfo;
        resolve({
          local: endpoint(bound.address, bound.port),
          families: [familyOf(bound.address)],
          close: () => server.close(),
        });
      });
    });
  }
}
