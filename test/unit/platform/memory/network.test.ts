import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../../background/platform/memory/network.ts';
import type { TcpConnection, TcpSink } from '../../../../src/ports/tcp.ts';

const never = new AbortController().signal;

function setUp() {
  const clock = new MemoryClock();
  const network = new MemoryNetwork(clock);
  return { clock, one: network.host('10.0.0.1'), two: network.host('10.0.0.2') };
}

function deaf(data: TcpSink['data']): TcpSink {
  return { data, drained: () => {}, closed: () => {} };
}

test('hosts reach each other by address, each seeing the other’s', async () => {
  const { clock, one, two } = setUp();
  const accepted: TcpConnection[] = [];
  await two.tcp.listen({ host: '0.0.0.0', port: 6881 }, (connection) => {
    accepted.push(connection);
  });
  const connecting = one.tcp.connect({ host: '10.0.0.2', port: 6881 }, never);
  await clock.advance(10);
  const near = await connecting;
  expect(near.remote).toEqual({ host: '10.0.0.2', port: 6881 });
  expect(accepted[0]?.remote).toEqual(near.local);
  expect(near.local.host).toBe('10.0.0.1');
});

test('a port of one host is not a port of another', async () => {
  const { clock, one, two } = setUp();
  await one.tcp.listen({ host: '0.0.0.0', port: 1 }, () => {});
  await two.tcp.listen({ host: '0.0.0.0', port: 1 }, () => {});
  const refused = one.tcp.connect({ host: '10.0.0.2', port: 2 }, never);
  const unreachable = one.tcp.connect({ host: '10.0.0.9', port: 1 }, never);
  const unknown = one.tcp.connect({ host: 'tracker.example', port: 1 }, never);
  const settled = Promise.allSettled([refused, unreachable, unknown]);
  await clock.advance(10);
  expect((await settled).map((each) => 'reason' in each && each.reason.code)).toEqual([
    'refused',
    'unreachable',
    'name-not-found',
  ]);
});

test('a chunk that is kept instead of copied is spoilt', async () => {
  const { clock, one, two } = setUp();
  const kept: Uint8Array[] = [];
  const copied: Uint8Array[] = [];
  await two.tcp.listen({ host: '0.0.0.0', port: 1 }, (connection) => {
    connection.start(
      deaf((chunk) => {
        kept.push(chunk);
        copied.push(chunk.slice());
      }),
    );
  });
  const connecting = one.tcp.connect({ host: '10.0.0.2', port: 1 }, never);
  await clock.advance(10);
  (await connecting).write(Uint8Array.of(1, 2, 3));
  await clock.advance(10);
  expect(copied).toEqual([Uint8Array.of(1, 2, 3)]);
  expect(kept).toEqual([Uint8Array.of(0xdd, 0xdd, 0xdd)]);
});

test('at most 256 KiB are on their way to a reader that does not read', async () => {
  const { clock, one, two } = setUp();
  await two.tcp.listen({ host: '0.0.0.0', port: 1 }, () => {});
  const connecting = one.tcp.connect({ host: '10.0.0.2', port: 1 }, never);
  await clock.advance(10);
  const near = await connecting;
  near.write(new Uint8Array(1_000_000));
  await clock.advance(1000);
  expect(near.queued).toBe(1_000_000 - 256 * 1024);
});

test('datagrams find the host and port they are sent to', async () => {
  const { clock, one, two } = setUp();
  const heard: unknown[] = [];
  const to = await two.udp.bind({ host: '0.0.0.0', port: 53 }, (data, from) => {
    heard.push([...data, from]);
  });
  const from = await one.udp.bind({ host: '0.0.0.0', port: 4000 }, () => {});
  from.send(Uint8Array.of(1), { host: '10.0.0.2', port: to.local.port });
  from.send(Uint8Array.of(2), { host: '10.0.0.2', port: 54 });
  from.send(Uint8Array.of(3), { host: '10.0.0.3', port: 53 });
  await clock.advance(10);
  expect(heard).toEqual([[1, { host: '10.0.0.1', port: 4000 }]]);
});
