import { NetworkError } from '../../src/errors/network-error.ts';
import type { TcpConnection } from '../../src/ports/tcp.ts';
import { equal, ok, rejectsWithCode, until } from './expect.ts';
import { RecordingSink } from './recording-sink.ts';
import type { Case } from './suite.ts';
import { never, settle, type TcpSubject, withPair } from './tcp-pair.ts';

/** Connecting, listening, accepting. */
export const tcpOpenCases: readonly Case<TcpSubject>[] = [
  {
    name: 'each end knows its own endpoint and the other',
    run: (subject) =>
      withPair(subject, async ({ near, far }) => {
        equal(near.remote.host, subject.loopback, 'near.remote.host');
        equal(far.local, near.remote, 'far.local');
        equal(far.remote, near.local, 'far.remote');
      }),
  },
  {
    name: 'listening on port 0 tells the port the system chose',
    run: async ({ tcp, loopback }) => {
      const one = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      const two = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      one.close();
      two.close();
      equal(one.local.host, loopback, 'host');
      ok(one.local.port > 0 && one.local.port < 65536, 'a real port');
      ok(one.local.port !== two.local.port, 'two listeners, two ports');
    },
  },
  {
    name: 'listening on a port in use is refused as address-in-use',
    run: async ({ tcp, loopback }) => {
      const first = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      try {
        const second = tcp.listen(first.local, closeIt);
        await rejectsWithCode(second, NetworkError, 'address-in-use');
      } finally {
        first.close();
      }
    },
  },
  {
    name: 'a port is free again once its listener is closed',
    run: async ({ tcp, loopback }) => {
      const first = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      first.close();
      let second = await tcp.listen(first.local, closeIt).catch(() => undefined);
      for (let tries = 0; second === undefined && tries < 50; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        second = await tcp.listen(first.local, closeIt).catch(() => undefined);
      }
      ok(second !== undefined, 'listening again on the same port');
      second.close();
    },
  },
  {
    name: 'a closed listener refuses, and what it accepted lives on',
    run: async (subject) => {
      const { tcp, loopback } = subject;
      const accepted: TcpConnection[] = [];
      const listener = await tcp.listen({ host: loopback, port: 0 }, (connection) => {
        accepted.push(connection);
      });
      const near = await tcp.connect(listener.local, never);
      await until(() => accepted.length === 1, 'the connection is accepted');
      listener.close();
      listener.close();
      await settle(subject);
      await rejectsWithCode(tcp.connect(listener.local, never), NetworkError, 'refused');
      const sink = new RecordingSink();
      near.start(sink);
      accepted[0]?.write(Uint8Array.of(7));
      await sink.arrived(1);
      near.close();
      accepted[0]?.close();
    },
  },
  {
    name: 'a listener on every address takes those of the families that it tells of',
    run: async ({ tcp, loopback }) => {
      const isIpv6 = loopback.includes(':');
      const accepted: TcpConnection[] = [];
      const host = isIpv6 ? '::' : '0.0.0.0';
      const listener = await tcp.listen({ host, port: 0 }, (connection) => {
        accepted.push(connection);
      });
      const { port } = listener.local;
      ok(listener.families.includes(isIpv6 ? 'ipv6' : 'ipv4'), 'its own family');
      const near = await tcp.connect({ host: loopback, port }, never);
      await until(() => accepted.length === 1, 'the connection is accepted');
      equal(accepted[0]?.remote, near.local, 'remote');
      const other = isIpv6 ? '127.0.0.1' : '::1';
      const second = await tcp.connect({ host: other, port }, never).catch(() => {});
      const takesBoth = listener.families.length === 2;
      equal(second !== undefined, takesBoth, 'whether the other family is taken');
      if (second) {
        await until(() => accepted.length === 2, 'the other connection is accepted');
        equal(accepted[1]?.remote, second.local, 'remote');
      }
      for (const open of [near, second, ...accepted, listener]) open?.close();
    },
  },
  {
    name: 'what one listener does not take of a port, another can listen for',
    run: async ({ tcp }) => {
      // None where there is no IPv6.
      const six = await tcp.listen({ host: '::', port: 0 }, closeIt).catch(() => {});
      if (!six) return;
      const local = { host: '0.0.0.0', port: six.local.port };
      const four = tcp.listen(local, closeIt);
      try {
        if (six.families.length === 1) (await four).close();
        else await rejectsWithCode(four, NetworkError, 'address-in-use');
      } finally {
        six.close();
      }
    },
  },
  {
    name: 'connecting to a port nobody listens on is refused',
    run: async (subject) => {
      const { tcp, loopback } = subject;
      const listener = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      listener.close();
      await settle(subject);
      await rejectsWithCode(tcp.connect(listener.local, never), NetworkError, 'refused');
    },
  },
  {
    name: 'connects to a name',
    run: async ({ tcp }) => {
      const listener = await tcp.listen({ host: '127.0.0.1', port: 0 }, closeIt);
      const { port } = listener.local;
      const connection = await tcp.connect({ host: 'localhost', port }, never);
      connection.close();
      listener.close();
      equal(connection.remote, listener.local, 'remote');
    },
  },
  {
    name: 'a signal that has fired already aborts the connecting',
    run: async ({ tcp, loopback }) => {
      const listener = await tcp.listen({ host: loopback, port: 0 }, closeIt);
      const connecting = tcp.connect(listener.local, AbortSignal.abort());
      await rejectsWithCode(connecting, NetworkError, 'aborted');
      listener.close();
    },
  },
  {
    name: 'an abort at any moment of connecting leaves nothing open',
    run: async (subject) => {
      const { tcp, loopback } = subject;
      const accepted: TcpConnection[] = [];
      const listener = await tcp.listen({ host: loopback, port: 0 }, (connection) => {
        accepted.push(connection);
      });
      for (let moment = 0; moment < 30; moment++) {
        const aborter = new AbortController();
        const connecting = tcp.connect(listener.local, aborter.signal);
        connecting.catch(() => {});
        for (let turn = 0; turn < moment; turn++) await Promise.resolve();
        if (moment >= 20) await new Promise((resolve) => setTimeout(resolve, 0));
        aborter.abort();
        const connection = await connecting.catch(async (error) => {
          await rejectsWithCode(Promise.reject(error), NetworkError, 'aborted');
        });
        connection?.close();
      }
      await settle(subject);
      listener.close();
      for (const connection of accepted) {
        const sink = new RecordingSink();
        connection.start(sink);
        await sink.ended();
        equal(sink.length, 0, 'bytes');
        connection.close();
      }
    },
  },
  {
    name: 'an abort once the connection stands changes nothing',
    run: async ({ tcp, loopback }) => {
      const accepted: TcpConnection[] = [];
      const listener = await tcp.listen({ host: loopback, port: 0 }, (connection) => {
        accepted.push(connection);
      });
      const aborter = new AbortController();
      const near = await tcp.connect(listener.local, aborter.signal);
      aborter.abort();
      const sink = new RecordingSink();
      near.start(sink);
      await until(() => accepted.length === 1, 'the connection is accepted');
      accepted[0]?.write(Uint8Array.of(1, 2, 3));
      await sink.arrived(3);
      for (const open of [near, ...accepted, listener]) open.close();
    },
  },
  {
    name: 'a hundred connections at once each carry their own bytes',
    run: async ({ tcp, loopback }) => {
      const open: TcpConnection[] = [];
      const listener = await tcp.listen({ host: loopback, port: 0 }, (connection) => {
        open.push(connection);
        connection.start({
          data: (chunk) => connection.write(chunk.slice()),
          drained: () => {},
          closed: () => {},
        });
      });
      try {
        await Promise.all(
          Array.from({ length: 100 }, async (_, number) => {
            const connection = await tcp.connect(listener.local, never);
            open.push(connection);
            const sink = new RecordingSink();
            connection.start(sink);
            connection.write(Uint8Array.of(number, 255 - number, number));
            await sink.arrived(3);
            equal(sink.bytes(), Uint8Array.of(number, 255 - number, number), 'echo');
          }),
        );
        equal(open.length, 200, 'ends');
      } finally {
        for (const connection of open) connection.close();
        listener.close();
      }
    },
  },
];

function closeIt(connection: TcpConnection): void {
  connection.close();
}
