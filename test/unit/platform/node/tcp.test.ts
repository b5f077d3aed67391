import { createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { NodeTcp } from '../../../../background/platform/node/tcp.ts';
import { NodeUdp } from '../../../../background/platform/node/udp.ts';
import { until } from '../../../compliance/expect.ts';
import { RecordingSink } from '../../../compliance/recording-sink.ts';

const never = new AbortController().signal;

/** A server of Node's own, and one connection to it by our adapter. */
async function withServer(
  use: (sink: RecordingSink, socket: Socket) => Promise<void>,
): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const connection = await new NodeTcp().connect({ host: '127.0.0.1', port }, never);
  try {
    await until(() => sockets.length === 1, 'the connection is accepted');
    const sink = new RecordingSink();
    connection.start(sink);
    for (const socket of sockets) await use(sink, socket);
  } finally {
    connection.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

test('a reset by the other side is told as a reset', () =>
  withServer(async (sink, socket) => {
    socket.resetAndDestroy();
    await sink.ended();
    expect(sink.endings).toEqual([expect.objectContaining({ code: 'reset' })]);
  }));

test('the other side’s half close ends the connection in good order', () =>
  withServer(async (sink, socket) => {
    socket.end('bye');
    await sink.ended();
    expect(sink.length).toBe(3);
    sink.checkClosedInGoodOrder();
  }));

test('IPv4 and IPv6 listen side by side on one port', async () => {
  const tcp = new NodeTcp();
  const udp = new NodeUdp();
  const four = await tcp.listen({ host: '0.0.0.0', port: 0 }, () => {});
  const { port } = four.local;
  const datagrams = await udp.bind({ host: '0.0.0.0', port: 0 }, () => {});
  try {
    for (const opening of [
      tcp.listen({ host: '::', port }, () => {}),
      udp.bind({ host: '::', port: datagrams.local.port }, () => {}),
    ]) {
      // A machine without IPv6 answers 'failed' or 'unreachable', but never 'in use'.
      const code = await opening.then(
        (open) => open.close(),
        (error) => error.code,
      );
      expect(code).not.toBe('address-in-use');
    }
  } finally {
    four.close();
    datagrams.close();
  }
});
