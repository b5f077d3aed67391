import { endpoint } from '../../web/endpoint.ts';
import { netErrorFromNumber } from '../../web/net-error.ts';
import { answer, ignoreAnswer } from './answer.ts';
import type { PageLink } from './page-link.ts';
import { describeSocket, prepareSocket } from './tcp.ts';

const { tcp, tcpServer } = chrome.sockets;

/** Serves chrome.sockets.tcpServer. */
export function serveTcpServer(link: PageLink): void {
  /** The Worker's number of each listening socket, and the socket of each number. */
  const numbers = new Map<number, number>();
  const sockets = new Map<number, number>();

  const forget = (listener: number): void => {
    const socket = sockets.get(listener);
    if (socket === undefined) return;
    sockets.delete(listener);
    numbers.delete(socket);
    tcpServer.close(socket, ignoreAnswer);
  };
  link.serve('tcp.listen', async ({ listener, local }) => {
    const { socketId } = await answer<chrome.sockets.tcpServer.CreateInfo>((callback) =>
      tcpServer.create({}, callback),
    );
    sockets.set(listener, socketId);
    numbers.set(socketId, listener);
    try {
      const result = await answer<number>((callback) =>
        tcpServer.listen(socketId, local.host, local.port, callback),
      );
      if (result < 0) throw netErrorFromNumber(result);
      const info = await answer<chrome.sockets.tcpServer.SocketInfo>((callback) =>
        tcpServer.getInfo(socketId, callback),
      );
      return endpoint(info.localAddress ?? '', info.localPort ?? 0);
    } catch (error) {
      forget(listener);
      throw error;
    }
  });
  link.on('tcp.unlisten', ({ listener }) => forget(listener));

  tcpServer.onAccept.addListener(async ({ socketId, clientSocketId }) => {
    const listener = numbers.get(socketId);
    if (listener === undefined) {
      tcp.close(clientSocketId, ignoreAnswer);
      return;
    }
    prepareSocket(clientSocketId);
    try {
      const connection = await describeSocket(clientSocketId);
      link.signal('tcp.accepted', { listener, connection });
    } catch {
      tcp.close(clientSocketId, ignoreAnswer);
    }
  });
  // One failed accept pauses the listening socket: it goes on with the next.
  tcpServer.onAcceptError.addListener(({ socketId }) => {
    if (numbers.has(socketId)) tcpServer.setPaused(socketId, false, ignoreAnswer);
  });
}
