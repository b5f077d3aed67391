import type { Endpoint } from '../../../../src/bytes/endpoint.ts';
import { endpoint } from '../../web/endpoint.ts';
import { netErrorFromNumber } from '../../web/net-error.ts';
import { answerOfSocket, ignoreAnswer } from './answer.ts';
import { hear } from './hear.ts';
import type { PageLink } from './page-link.ts';
import { describeSocket, prepareSocket } from './tcp.ts';

const { tcp, tcpServer } = chrome.sockets;

/** Serves chrome.sockets.tcpServer. */
export function serveTcpServer(link: PageLink, ended: AbortSignal): void {
  /** What the Worker knows of each listening socket, and the socket of each of its numbers. */
  const numbers = new Map<number, { listener: number; local: Endpoint }>();
  const sockets = new Map<number, number>();

  const forget = (listener: number): void => {
    const socket = sockets.get(listener);
    if (socket === undefined) return;
    sockets.delete(listener);
    numbers.delete(socket);
    tcpServer.close(socket, ignoreAnswer);
  };
  link.serve('tcp.listen', async ({ listener, local }) => {
    const { socketId } = await answerOfSocket<chrome.sockets.tcpServer.CreateInfo>(
      (callback) => tcpServer.create({}, callback),
    );
    sockets.set(listener, socketId);
    const listening = { listener, local };
    numbers.set(socketId, listening);
    try {
      const result = await answerOfSocket<number>((callback) =>
        tcpServer.listen(socketId, local.host, local.port, callback),
      );
      if (result < 0) throw netErrorFromNumber(result);
      const info = await answerOfSocket<chrome.sockets.tcpServer.SocketInfo>((callback) =>
        tcpServer.getInfo(socketId, callback),
      );
      listening.local = endpoint(info.localAddress ?? '', info.localPort ?? 0);
      return listening.local;
    } catch (error) {
      forget(listener);
      throw error;
    }
  });
  link.on('tcp.unlisten', ({ listener }) => forget(listener));

  hear(tcpServer.onAccept, ended, async ({ socketId, clientSocketId }) => {
    const listening = numbers.get(socketId);
    if (!listening) {
      tcp.close(clientSocketId, ignoreAnswer);
      return;
    }
    prepareSocket(clientSocketId);
    try {
      const connection = await describeSocket(clientSocketId, listening.local);
      link.signal('tcp.accepted', { listener: listening.listener, connection });
    } catch {
      tcp.close(clientSocketId, ignoreAnswer);
    }
  });
  // One failed accept pauses the listening socket: it goes on with the next.
  hear(tcpServer.onAcceptError, ended, ({ socketId }) => {
    if (numbers.has(socketId)) tcpServer.setPaused(socketId, false, ignoreAnswer);
  });
}
