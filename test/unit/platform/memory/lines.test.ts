import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';
import { homeLine, type Line } from '../../../../background/platform/memory/line.ts';
import {
  type MemoryHost,
  MemoryNetwork,
} from '../../../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../../../background/platform/memory/random.ts';
import type { TcpConnection } from '../../../../src/ports/tcp.ts';

const never = new AbortController().signal;
const KIB = 1024;
const MIB = 1024 * KIB;

let clock: MemoryClock;
let network: MemoryNetwork;
let hosts = 0;

function setUp(): void {
  clock = new MemoryClock(new MemoryRandom(1));
  network = new MemoryNetwork(clock, new MemoryRandom(2));
  hosts = 0;
}

function host(line: Partial<Line>): MemoryHost {
  return network.host(`81.0.0.${++hosts}`, homeLine(line));
}

/** No four bytes alike. */
function numbered(bytes: number): Uint8Array {
  const words = new Uint32Array(bytes / 4);
  for (let at = 0; at < words.length; at++) words[at] = at;
  return new Uint8Array(words.buffer);
}

/** One writes that many bytes to the other; answers how many came by now, when asked. */
async function send(from: MemoryHost, to: MemoryHost, bytes: number) {
  const content = numbered(bytes);
  let got = 0;
  let right = true;
  const listener = await to.tcp.listen({ host: to.address, port: 0 }, (connection) =>
    connection.start({
      data: (chunk) => {
        const expected = content.subarray(got, got + chunk.length);
        right &&= Buffer.compare(chunk, expected) === 0;
        got += chunk.length;
      },
      drained: () => {},
      closed: () => {},
    }),
  );
  const remote = { host: to.address, port: listener.local.port };
  const connecting = from.tcp.connect(remote, never);
  await clock.advance(1000);
  const near: TcpConnection = await connecting;
  near.start({ data: () => {}, drained: () => {}, closed: () => {} });
  near.write(content.slice());
  return { near, got: () => got, whole: () => right };
}

test('a line carries its rate, and its connections share it alike', async () => {
  setUp();
  const from = host({ up: 100 * KIB });
  const one = await send(from, host({}), 4 * MIB);
  const other = await send(from, host({}), 4 * MIB);
  await clock.advance(5000);
  const [before, beforeOther] = [one.got(), other.got()];
  await clock.advance(10_000);
  const share = (one.got() - before) / (500 * KIB);
  const otherShare = (other.got() - beforeOther) / (500 * KIB);
  expect(share).toBeCloseTo(1, 1);
  expect(otherShare).toBeCloseTo(1, 1);
});

test('a far connection begins slowly, then fills its line', async () => {
  setUp();
  const far = { up: 4 * MIB, down: 4 * MIB, latency: 50 };
  const { got } = await send(host(far), host(far), 16 * MIB);
  await clock.advance(700);
  expect(got()).toBeLessThan(1.5 * MIB);
  await clock.advance(1300);
  const before = got();
  await clock.advance(1000);
  expect((got() - before) / (4 * MIB)).toBeCloseTo(1, 1);
});

test('what is lost comes all the same, in order, and takes its time', async () => {
  setUp();
  const { got, whole } = await send(
    host({ up: MIB, loss: 0.02 }),
    host({ down: MIB }),
    MIB,
  );
  await clock.advance(1100);
  expect(got()).toBeLessThan(MIB);
  await clock.advance(60_000);
  expect(got()).toBe(MIB);
  expect(whole()).toBe(true);
});

test('a small message overtakes what others have waiting on the same line', async () => {
  setUp();
  const from = host({ up: 10 * KIB });
  await send(from, host({}), MIB);
  const small = await send(from, host({}), 100);
  await clock.advance(60);
  expect(small.got()).toBe(100);
});

test('nothing passes while hosts are parted, and all of it once they are healed', async () => {
  setUp();
  const [from, to] = [host({ up: 100 * KIB }), host({})];
  const { got, whole } = await send(from, to, 300 * KIB);
  await clock.advance(1000);
  const parting = network.partitions.part([from.address], [to.address]);
  await clock.advance(100);
  const before = got();
  await clock.advance(20_000);
  expect(got()).toBe(before);
  parting.heal();
  await clock.advance(60_000);
  expect(got()).toBe(300 * KIB);
  expect(whole()).toBe(true);
});

test.each([
  ['parted from us', 'open', true],
  ['behind a NAT', 'full-cone', false],
] as const)(
  'connecting to who is %s ends by running out of time',
  async (_, nat, apart) => {
    setUp();
    const [from, to] = [host({}), host({ nat })];
    await to.tcp.listen({ host: to.address, port: 1 }, () => {});
    if (apart) network.partitions.part([from.address], [to.address]);
    const connecting = from.tcp.connect({ host: to.address, port: 1 }, never);
    const settled = Promise.allSettled([connecting]);
    await clock.advance(200_000);
    expect(await settled).toMatchObject([{ reason: { code: 'timed-out' } }]);
  },
);

test('datagrams larger than the MTU, or than the queue holds, are lost', async () => {
  setUp();
  const [from, to] = [host({}), host({ down: 10 * KIB, queue: 5000 })];
  const heard: number[] = [];
  await to.udp.bind({ host: to.address, port: 1 }, (data) => heard.push(data.length));
  const socket = await from.udp.bind({ host: from.address, port: 1 }, () => {});
  const send = (size: number) =>
    socket.send(new Uint8Array(size), { host: to.address, port: 1 });
  send(1472);
  send(1473);
  await clock.advance(1000);
  expect(heard).toEqual([1472]);
  for (let count = 0; count < 10; count++) send(1000);
  await clock.advance(5000);
  expect(heard.length).toBe(6);
});

// Who may answer: the one that was sent to, its host by another port, any other host.
test.each([
  ['open', 'abc'],
  ['full-cone', 'abc'],
  ['restricted', 'ab'],
  ['port-restricted', 'a'],
  ['symmetric', 'a'],
] as const)('through a %s NAT come datagrams of %s', async (nat, expected) => {
  setUp();
  const [inside, asked, third] = [host({ nat }), host({}), host({})];
  let heard = '';
  const socket = await inside.udp.bind({ host: inside.address, port: 9 }, (data) => {
    heard += new TextDecoder().decode(data);
  });
  let seen = 0;
  const a = await asked.udp.bind({ host: asked.address, port: 1 }, (_data, from) => {
    seen = from.port;
  });
  const b = await asked.udp.bind({ host: asked.address, port: 2 }, () => {});
  const c = await third.udp.bind({ host: third.address, port: 1 }, () => {});
  socket.send(Uint8Array.of(0), { host: asked.address, port: 1 });
  await clock.advance(100);
  expect(seen === 9).toBe(nat !== 'symmetric');
  for (const [from, text] of [
    [a, 'a'],
    [b, 'b'],
    [c, 'c'],
  ] as const) {
    const to = { host: inside.address, port: seen };
    from.send(new TextEncoder().encode(text), to);
    await clock.advance(100);
  }
  expect(heard).toBe(expected);
  await clock.advance(130_000);
  a.send(new TextEncoder().encode('late'), { host: inside.address, port: seen });
  await clock.advance(100);
  expect(heard.endsWith('late')).toBe(nat === 'open');
});
