import type { Endpoint } from '../../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../../src/errors/network-error.ts';
import { endpoint } from '../../web/endpoint.ts';
import { netErrorFromNumber } from '../../web/net-error.ts';
import { answerOfSocket, ignoreAnswer } from './answer.ts';
import { hear } from './hear.ts';
import type { PageLink } from './page-link.ts';

/** The longest datagram there is. */
const BUFFER_SIZE = 65_536;

const { udp } = chrome.sockets;

/** Serves chrome.sockets.udp. Its events are global: each is routed by its socketId. */
export function serveUdp(link: PageLink, ended: AbortSignal): void {
  const sockets = new Set<number>();

  /** `hops`: to join the group of that address with. */
  const open = async ({ host, port }: Endpoint, hops?: number) => {
    const { socketId } = await answerOfSocket<chrome.sockets.udp.CreateInfo>((callback) =>
      udp.create({ bufferSize: BUFFER_SIZE }, callback),
    );
    try {
      // Nothing may arrive before the Worker knows of the socket.
      await answerOfSocket<void>((callback) => udp.setPaused(socketId, true, callback));
      if (hops !== undefined) {
        await done((callback) => udp.setMulticastTimeToLive(socketId, hops, callback));
      }
      await done((callback) => udp.bind(socketId, host, port, callback));
      if (hops !== undefined) await joinGroup(socketId, host);
      const info = await answerOfSocket<chrome.sockets.udp.SocketInfo>((callback) =>
        udp.getInfo(socketId, callback),
      );
      sockets.add(socketId);
      const local = endpoint(info.localAddress ?? '', info.localPort ?? 0);
      return { socket: socketId, local };
    } catch (error) {
      udp.close(socketId, ignoreAnswer);
      throw error;
    }
  };

  link.serve('udp.bind', (local) => open(local));
  // Bound to the group itself a socket leaves the port's other addresses to others; "::"
  // would be refused, as it takes those of IPv4, too.
  link.serve('udp.join', ({ group, hops }) => open(group, hops));
  link.on('udp.start', ({ socket }) => udp.setPaused(socket, false, ignoreAnswer));
  link.on('udp.send', ({ socket, bytes, to }) => {
    if (sockets.has(socket)) udp.send(socket, bytes, to.host, to.port, ignoreAnswer);
  });
  link.on('udp.close', ({ socket }) => {
    if (sockets.delete(socket)) udp.close(socket, ignoreAnswer);
  });

  hear(udp.onReceive, ended, ({ socketId, data, remoteAddress, remotePort }) => {
    if (!sockets.has(socketId)) return;
    const from = endpoint(remoteAddress, remotePort);
    link.signal('udp.data', { socket: socketId, bytes: data, from }, [data]);
  });
  // An error (a port that nobody has, say) pauses the socket: it goes on with the next.
  hear(udp.onReceiveError, ended, ({ socketId }) => {
    if (sockets.has(socketId)) udp.setPaused(socketId, false, ignoreAnswer);
  });
}

async function joinGroup(socketId: number, group: string): Promise<void> {
  try {
    await done((callback) => udp.joinGroup(socketId, group, callback));
  } catch (error) {
    // Chromium calls it an invalid argument when no interface has a route to the group.
    throw new NetworkError('unreachable', 'no network has that group', { cause: error });
  }
}

/** Waits for a call that answers with a result below 0 when it failed. */
async function done(call: (callback: (result: number) => void) => void): Promise<void> {
  const result = await answerOfSocket<number>(call);
  if (result < 0) throw netErrorFromNumber(result);
}
