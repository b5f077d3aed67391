import type { Endpoint } from '../../src/bytes/endpoint.ts';
import { NetworkError } from '../../src/errors/network-error.ts';
import type { UdpPort, UdpSocket } from '../../src/ports/udp.ts';
import { equal, ok, rejectsWithCode, until } from './expect.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

export interface UdpSubject {
  readonly udp: UdpPort;
  /** The address literal that is bound and sent to: 127.0.0.1 or ::1. */
  readonly loopback: string;
}

/**
 * The contract of src/ports/udp.ts; run it for 127.0.0.1 and, where there is one, ::1.
 */
export const udpSuite: readonly Case<UdpSubject>[] = [
  {
    name: 'binding port 0 tells the port the system chose',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        equal(one.socket.local.host, subject.loopback, 'host');
        ok(one.socket.local.port > 0 && one.socket.local.port < 65536, 'a real port');
        ok(one.socket.local.port !== two.socket.local.port, 'two sockets, two ports');
      }),
  },
  {
    name: 'binding a port in use is refused as address-in-use',
    run: (subject) =>
      withTwo(subject, async ({ one }) => {
        const again = subject.udp.bind(one.socket.local, () => {});
        await rejectsWithCode(again, NetworkError, 'address-in-use');
      }),
  },
  {
    name: 'a datagram arrives whole and says where it comes from',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        for (const size of [1, 2, 20, 1400, 1472, 8000]) {
          one.socket.send(pattern(size, size), two.socket.local);
          await two.got(1);
          equal(two.heard.pop(), {
            data: pattern(size, size),
            from: one.socket.local,
          });
        }
      }),
  },
  {
    name: 'a view into a larger buffer is sent, not the whole buffer',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        one.socket.send(pattern(1000, 1).subarray(100, 200), two.socket.local);
        await two.got(1);
        equal(two.heard[0]?.data, pattern(1000, 1).slice(100, 200), 'data');
      }),
  },
  {
    name: 'two hundred round trips lose and mix up nothing',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        for (let round = 1; round <= 200; round++) {
          one.socket.send(pattern(500, round), two.socket.local);
          await two.got(round);
          two.socket.send(pattern(600, round), one.socket.local);
          await one.got(round);
        }
        for (let round = 1; round <= 200; round++) {
          equal(two.heard[round - 1]?.data, pattern(500, round), `request ${round}`);
          equal(one.heard[round - 1]?.data, pattern(600, round), `answer ${round}`);
        }
      }),
  },
  {
    name: 'a socket can send to itself',
    run: (subject) =>
      withTwo(subject, async ({ one }) => {
        one.socket.send(Uint8Array.of(1, 2), one.socket.local);
        await one.got(1);
        equal(one.heard[0], { data: Uint8Array.of(1, 2), from: one.socket.local });
      }),
  },
  {
    name: 'what cannot be sent is a silent loss, and the socket works on',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        const { host } = two.socket.local;
        const other = host.includes(':') ? '127.0.0.1' : '::1';
        const gone = await subject.udp.bind({ host, port: 0 }, () => {});
        gone.close();
        for (let i = 0; i < 3; i++) {
          one.socket.send(pattern(100, i), gone.local);
          one.socket.send(pattern(100, i), { host, port: 0 });
          one.socket.send(pattern(100, i), { host: other, port: two.socket.local.port });
          one.socket.send(pattern(70_000, i), two.socket.local);
          await exchange(one, two);
        }
        equal(two.heard.length, 3, 'datagrams');
      }),
  },
  {
    name: 'a closed socket hears nothing, sends nothing, and may be closed again',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        const closed = await listen(subject);
        one.socket.send(Uint8Array.of(1), closed.socket.local);
        closed.socket.close();
        closed.socket.close();
        one.socket.send(Uint8Array.of(2), closed.socket.local);
        closed.socket.send(Uint8Array.of(3), two.socket.local);
        await exchange(one, two);
        await exchange(one, two);
        equal(closed.heard.length, 0, 'heard by the closed socket');
        equal(two.heard.length, 2, 'heard by another');
      }),
  },
  {
    name: 'a close within the receiver is its last call',
    run: (subject) =>
      withTwo(subject, async ({ one, two }) => {
        let calls = 0;
        const closer = await subject.udp.bind({ host: subject.loopback, port: 0 }, () => {
          calls++;
          closer.close();
        });
        for (let i = 0; i < 20; i++) one.socket.send(Uint8Array.of(i), closer.local);
        await until(() => calls > 0, 'a datagram arrives');
        await exchange(one, two);
        equal(calls, 1, 'calls');
      }),
  },
  {
    name: 'the port is free again after close',
    run: (subject) =>
      withTwo(subject, async ({ one }) => {
        one.socket.close();
        let again: UdpSocket | undefined;
        for (let tries = 0; again === undefined && tries < 50; tries++) {
          again = await subject.udp.bind(one.socket.local, () => {}).catch(noSocketYet);
        }
        ok(again !== undefined, 'binding the same port again');
        again.close();
      }),
  },
];

interface Listening {
  readonly socket: UdpSocket;
  readonly heard: { data: Uint8Array; from: Endpoint }[];
  got(count: number): Promise<void>;
}

async function listen({ udp, loopback }: UdpSubject): Promise<Listening> {
  const heard: Listening['heard'] = [];
  const socket = await udp.bind({ host: loopback, port: 0 }, (data, from) => {
    heard.push({ data: data.slice(), from });
  });
  return {
    socket,
    heard,
    got: (count) => until(() => heard.length >= count, `${count} datagrams arrive`),
  };
}

async function withTwo(
  subject: UdpSubject,
  use: (sockets: { one: Listening; two: Listening }) => Promise<void>,
): Promise<void> {
  const one = await listen(subject);
  const two = await listen(subject);
  try {
    await use({ one, two });
  } finally {
    one.socket.close();
    two.socket.close();
  }
}

/** One datagram there and one back; what was under way before has had its time. */
async function exchange(one: Listening, two: Listening): Promise<void> {
  const counts = [one.heard.length, two.heard.length] as const;
  one.socket.send(Uint8Array.of(1), two.socket.local);
  await two.got(counts[1] + 1);
  two.socket.send(Uint8Array.of(2), one.socket.local);
  await one.got(counts[0] + 1);
}

async function noSocketYet(): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return undefined;
}
