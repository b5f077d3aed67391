import type { Endpoint } from '../../src/bytes/endpoint.ts';
import type { MulticastPort } from '../../src/ports/multicast.ts';
import type { UdpSocket } from '../../src/ports/udp.ts';
import { equal, until } from './expect.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

export interface MulticastSubject {
  readonly multicast: MulticastPort;
  /** Of the local scope; each case takes a port of its own from here on. */
  readonly group: Endpoint;
  /** Whether two sockets of this host may have one port. */
  readonly shares: boolean;
}

/**
 * The contract of src/ports/multicast.ts, with no hop at all: nothing leaves this machine.
 * Sent is with a socket of the port itself, and heard by itself or another.
 */
export const multicastSuite: readonly Case<MulticastSubject>[] = [
  {
    name: 'what is sent to a group is heard by who joined it',
    run: async (subject) => {
      const group = of(subject, 0);
      const hearing = await listen(subject, group);
      const sending = subject.shares ? await listen(subject, group) : hearing;
      for (const size of [1, 100, 1400]) {
        sending.socket.send(pattern(size, size), group);
        await until(() => hearing.heard.length > 0, 'a datagram arrives');
        equal(hearing.heard.splice(0)[0]?.data, pattern(size, size), 'data');
      }
      hearing.socket.close();
      sending.socket.close();
    },
  },
  {
    name: 'two sockets on different ports hear each what is sent to theirs',
    run: async (subject) => {
      const one = await listen(subject, of(subject, 1));
      const two = await listen(subject, of(subject, 2));
      two.socket.send(Uint8Array.of(2), of(subject, 2));
      await until(() => two.heard.length > 0, 'a datagram arrives');
      one.socket.send(Uint8Array.of(1), of(subject, 1));
      await until(() => one.heard.length > 0, 'a datagram arrives');
      equal(one.heard[0]?.data, Uint8Array.of(1), 'heard by one');
      equal(two.heard[0]?.data, Uint8Array.of(2), 'heard by the other');
      one.socket.close();
      two.socket.close();
    },
  },
  {
    name: 'a closed socket hears nothing, sends nothing, and may be closed again',
    run: async (subject) => {
      const closed = await listen(subject, of(subject, 3));
      const open = await listen(subject, of(subject, 4));
      closed.socket.close();
      closed.socket.close();
      closed.socket.send(Uint8Array.of(1), of(subject, 4));
      open.socket.send(Uint8Array.of(2), of(subject, 3));
      open.socket.send(Uint8Array.of(3), of(subject, 4));
      await until(() => open.heard.length > 0, 'a datagram arrives');
      equal(closed.heard.length, 0, 'heard by the closed socket');
      equal(open.heard[0]?.data, Uint8Array.of(3), 'sent by the open one');
      open.socket.close();
    },
  },
  {
    name: 'a group may be joined again after it was left',
    run: async (subject) => {
      const group = of(subject, 5);
      (await listen(subject, group)).socket.close();
      let again: Listening | undefined;
      for (let tries = 0; again === undefined && tries < 50; tries++) {
        again = await listen(subject, group).catch(noSocketYet);
      }
      again?.socket.send(Uint8Array.of(9), group);
      await until(() => again !== undefined && again.heard.length > 0, 'one arrives');
      again?.socket.close();
    },
  },
];

interface Listening {
  readonly socket: UdpSocket;
  readonly heard: { data: Uint8Array; from: Endpoint }[];
}

function of({ group }: MulticastSubject, step: number): Endpoint {
  return { host: group.host, port: group.port + step };
}

async function listen(subject: MulticastSubject, group: Endpoint): Promise<Listening> {
  const heard: Listening['heard'] = [];
  const socket = await subject.multicast.join(group, 0, (data, from) => {
    heard.push({ data: data.slice(), from });
  });
  return { socket, heard };
}

async function noSocketYet(): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return undefined;
}
