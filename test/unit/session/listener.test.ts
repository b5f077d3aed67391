import { beforeEach, expect, jest, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../background/platform/memory/network.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { TcpPort } from '../../../src/ports/tcp.ts';
import { Listener, unknownTorrent } from '../../../src/session/listener.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { World } from '../../support/sim/world.ts';

const clock = new MemoryClock();
const never = new AbortController().signal;
let tcp: TcpPort;

beforeEach(() => {
  tcp = new MemoryNetwork(clock).host('10.0.0.1').tcp;
});

function listenerOn(port: TcpPort): Listener {
  const accept = () => {
    throw unknownTorrent();
  };
  return new Listener({ tcp: port, clock, accept });
}

/** Whom it takes on that port, by the address that they dial. */
async function takes(port: number): Promise<string[]> {
  const hosts = ['127.0.0.1', '::1'];
  const dials = hosts.map((host) => tcp.connect({ host, port }, never));
  const settled = Promise.allSettled(dials);
  await clock.advance(10);
  const outcomes = await settled;
  return hosts.filter((_, at) => outcomes[at]?.status === 'fulfilled');
}

/** Without IPv6, or with an IPv6 that takes IPv4 along. */
function hostWith(ipv6: 'none' | 'dual'): TcpPort {
  return {
    connect: tcp.connect.bind(tcp),
    listen: async (local, accept) => {
      if (local.host !== '::') return tcp.listen(local, accept);
      if (ipv6 === 'none') throw new NetworkError('failed', 'no IPv6 here');
      const six = await tcp.listen(local, accept);
      const four = await tcp.listen({ host: '0.0.0.0', port: six.local.port }, accept);
      const close = () => {
        six.close();
        four.close();
      };
      return { local: six.local, families: ['ipv6', 'ipv4'], close };
    },
  };
}

test('takes connections over IPv4 and IPv6 on the same port', async () => {
  const listener = listenerOn(tcp);
  await listener.open(6881);
  expect([listener.port, listener.error]).toEqual([6881, undefined]);
  expect(await takes(6881)).toEqual(['127.0.0.1', '::1']);
});

test('on a host without IPv6 it listens for IPv4, and that is no error', async () => {
  const listener = listenerOn(hostWith('none'));
  await listener.open(6881);
  expect([listener.port, listener.error]).toEqual([6881, undefined]);
  expect(await takes(6881)).toEqual(['127.0.0.1']);
});

test('where IPv6 takes IPv4 along, one socket does for both', async () => {
  const host = hostWith('dual');
  const listen = jest.spyOn(host, 'listen');
  const listener = listenerOn(host);
  await listener.open(6881);
  expect([listener.port, listener.error]).toEqual([6881, undefined]);
  expect(listen).toHaveBeenCalledTimes(1);
  expect(await takes(6881)).toEqual(['127.0.0.1', '::1']);
});

test('where another has the port for IPv6, it takes what is left of it', async () => {
  await tcp.listen({ host: '::', port: 6881 }, (connection) => connection.close());
  const listener = listenerOn(tcp);
  await listener.open(6881);
  expect([listener.port, listener.error]).toEqual([6881, undefined]);
});

test('where another has the port for IPv4, both families go elsewhere', async () => {
  await tcp.listen({ host: '0.0.0.0', port: 6881 }, (connection) => connection.close());
  const listener = listenerOn(tcp);
  await listener.open(6881);
  const port = listener.port ?? 0;
  expect(port).not.toBe(6881);
  expect(await takes(port)).toEqual(['127.0.0.1', '::1']);
  expect(await takes(6881)).toEqual(['127.0.0.1']);
});

test('of any port it finds one that both families have free', async () => {
  await tcp.listen({ host: '0.0.0.0', port: 0 }, (connection) => connection.close());
  // What the system chooses: first the one that is taken for IPv4.
  const chosen = [49_152, 50_000];
  const listener = listenerOn({
    connect: tcp.connect.bind(tcp),
    listen: ({ host, port }, accept) =>
      tcp.listen({ host, port: port || chosen.shift()! }, accept),
  });
  await listener.open(0);
  expect([listener.port, listener.error]).toEqual([50_000, undefined]);
  expect(await takes(50_000)).toEqual(['127.0.0.1', '::1']);
});

test('closing, or another port, gives up both', async () => {
  const listener = listenerOn(tcp);
  await listener.open(6881);
  await listener.open(6882);
  expect(await takes(6881)).toEqual([]);
  expect(await takes(6882)).toEqual(['127.0.0.1', '::1']);
  listener.close();
  expect(listener.port).toBeUndefined();
  expect(await takes(6882)).toEqual([]);
});

test('closing while it opens leaves nothing open', async () => {
  const listener = listenerOn(tcp);
  const opening = listener.open(6881);
  listener.close();
  await opening;
  expect(listener.port).toBeUndefined();
  expect(await takes(6881)).toEqual([]);
});

test('two sessions meet over IPv6', async () => {
  const world = new World();
  world.network.alias('10.0.0.1', '2001:db8::1');
  world.network.alias('10.0.0.2', '2001:db8::2');
  const torrent = memoryTorrent({ sizes: 200_000 });
  const seeder = await world.start('10.0.0.1');
  await seeder.put(torrent);
  await seeder.add(torrent);
  const leecher = await world.start('10.0.0.2');
  await leecher.add(torrent);
  await world.complete(torrent.id, seeder);
  const { listenPort } = seeder.session.status();
  await leecher.meet(torrent.id, `[2001:db8::1]:${listenPort}`);
  await world.complete(torrent.id, leecher);
  expect(await leecher.differences(torrent)).toEqual([]);
});
