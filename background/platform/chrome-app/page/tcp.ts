import type { Endpoint } from '../../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../../src/errors/network-error.ts';
import { packError } from '../../../host/link/link-error.ts';
import { endpoint } from '../../web/endpoint.ts';
import { netErrorFromNumber } from '../../web/net-error.ts';
import type { OpenSocket } from '../page-contract.ts';
import { answerOfSocket, ignoreAnswer } from './answer.ts';
import { hear } from './hear.ts';
import type { PageLink } from './page-link.ts';

/** Bytes of one receive: 4,096, the default, is five times slower, and more no faster. */
const BUFFER_SIZE = 65_536;
/** Received bytes the Worker has not used yet; beyond this the socket is paused. */
const WINDOW = 512 * 1024;
/** What the remote side's close in good order is told as. */
const CONNECTION_CLOSED = -100;

interface Received {
  /** Bytes sent to the Worker, and not used there yet. */
  unused: number;
  /** Paused here since there are too many of them. */
  held: boolean;
}

const { tcp } = chrome.sockets;

/** Serves chrome.sockets.tcp. Its events are global: each is routed by its socketId. */
export function serveTcp(link: PageLink, ended: AbortSignal): void {
  const sockets = new Map<number, Received>();
  /** Attempts under way, and the socket each is made with. */
  const attempts = new Map<number, number>();

  link.serve('tcp.connect', async ({ attempt, remote }) => {
    const { socketId } = await answerOfSocket(create);
    attempts.set(attempt, socketId);
    try {
      const open = await connect(socketId, remote);
      sockets.set(socketId, { unused: 0, held: false });
      return open;
    } catch (error) {
      if (!attempts.has(attempt)) throw new NetworkError('aborted', 'no longer wanted');
      tcp.close(socketId, ignoreAnswer);
      throw error;
    } finally {
      attempts.delete(attempt);
    }
  });
  link.on('tcp.abort', ({ attempt }) => {
    const socket = attempts.get(attempt);
    if (socket === undefined) return;
    attempts.delete(attempt);
    tcp.close(socket, ignoreAnswer);
  });
  link.on('tcp.start', ({ socket }) => {
    // An accepted socket is known here from now on.
    if (!sockets.has(socket)) sockets.set(socket, { unused: 0, held: false });
    tcp.setPaused(socket, false, ignoreAnswer);
  });
  link.serve('tcp.send', async ({ socket, bytes }) => {
    const sent = await answerOfSocket<chrome.sockets.tcp.SendInfo>((callback) =>
      tcp.send(socket, bytes, callback),
    );
    if (sent.resultCode < 0) throw netErrorFromNumber(sent.resultCode);
    return undefined;
  });
  link.on('tcp.credit', ({ socket, bytes }) => {
    const received = sockets.get(socket);
    if (!received) return;
    received.unused -= bytes;
    if (!received.held || received.unused > WINDOW / 2) return;
    received.held = false;
    tcp.setPaused(socket, false, ignoreAnswer);
  });
  link.on('tcp.close', ({ socket }) => {
    sockets.delete(socket);
    tcp.close(socket, ignoreAnswer);
  });

  hear(tcp.onReceive, ended, ({ socketId, data }) => {
    const received = sockets.get(socketId);
    if (!received) return;
    received.unused += data.byteLength;
    if (!received.held && received.unused > WINDOW) {
      received.held = true;
      tcp.setPaused(socketId, true, ignoreAnswer);
    }
    link.signal('tcp.data', { socket: socketId, bytes: data }, [data]);
  });
  hear(tcp.onReceiveError, ended, ({ socketId, resultCode }) => {
    if (!sockets.has(socketId)) return;
    const reason =
      resultCode === CONNECTION_CLOSED
        ? undefined
        : packError(netErrorFromNumber(resultCode));
    link.signal('tcp.closed', { socket: socketId, reason });
  });
}

/** What a socket that stands is like. */
export async function describeSocket(
  socket: number,
  listening?: Endpoint,
): Promise<OpenSocket> {
  const info = await answerOfSocket<chrome.sockets.tcp.SocketInfo>((callback) =>
    tcp.getInfo(socket, callback),
  );
  return {
    socket,
    remote: endpoint(info.peerAddress ?? '', info.peerPort ?? 0),
    // Chromium does not tell it of an accepted socket.
    local: listening ?? endpoint(info.localAddress ?? '', info.localPort ?? 0),
  };
}

/** Makes an accepted socket, which is paused, like one that was connected here. */
export function prepareSocket(socket: number): void {
  tcp.update(socket, { bufferSize: BUFFER_SIZE }, ignoreAnswer);
  tcp.setNoDelay(socket, true, ignoreAnswer);
}

function create(callback: (info: chrome.sockets.tcp.CreateInfo) => void): void {
  tcp.create({ bufferSize: BUFFER_SIZE }, callback);
}

async function connect(socket: number, remote: Endpoint): Promise<OpenSocket> {
  // Nothing may arrive before the Worker knows of the socket.
  await answerOfSocket<void>((callback) => tcp.setPaused(socket, true, callback));
  const result = await answerOfSocket<number>((callback) =>
    tcp.connect(socket, remote.host, remote.port, callback),
  );
  if (result < 0) throw netErrorFromNumber(result);
  tcp.setNoDelay(socket, true, ignoreAnswer);
  return describeSocket(socket);
}
