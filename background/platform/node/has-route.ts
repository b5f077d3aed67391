import { createSocket } from 'node:dgram';

/** Any but 0 will do: connecting a datagram socket sends nothing. */
const PORT = 9;

/** Whether this machine knows a way to that address literal: many have none for IPv6. */
export function hasRoute(address: string): Promise<boolean> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const end = (found: boolean) => {
      socket.removeAllListeners().on('error', () => {});
      socket.close();
      resolve(found);
    };
    socket.once('error', () => end(false));
    socket.once('connect', () => end(true));
    socket.connect(PORT, address);
  });
}
