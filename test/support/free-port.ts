import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that the system chose and that nobody has, over TCP or UDP, for
 * programs that cannot be told "any". It may be taken again before they bind: try again.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  const socket = createSocket('udp4');
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return port;
  } finally {
    server.close();
    socket.close();
  }
}
