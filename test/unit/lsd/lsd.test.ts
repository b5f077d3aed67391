import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { encodeLatin1 } from '../../../src/bytes/text.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { LSD_GROUPS, Lsd, type LsdOptions } from '../../../src/lsd/lsd.ts';
import type { MulticastPort } from '../../../src/ports/multicast.ts';
import { decodeBtSearch, encodeBtSearch } from '../../../src/protocol/lsd/bt-search.ts';

const MINUTE = 60_000;
const one = new Uint8Array(20).fill(1);
const two = new Uint8Array(20).fill(2);
const GROUP = LSD_GROUPS.ipv4;

/** A local network, 192.168.1.x and others. */
class Lan {
  readonly clock = new MemoryClock();
  readonly network = new MemoryNetwork(this.clock);
  #seed = 0;

  lsd(address: string, changes: Partial<LsdOptions> = {}): Lsd {
    const lsd = new Lsd({
      clock: this.clock,
      random: new MemoryRandom(++this.#seed),
      multicast: this.network.host(address).multicast,
      port: () => 6881,
      ...changes,
    });
    lsd.enable(true);
    return lsd;
  }

  /** What anybody at that address would hear. */
  async listener(address: string): Promise<Uint8Array[]> {
    const heard: Uint8Array[] = [];
    const { multicast } = this.network.host(address);
    await multicast.join(GROUP, 1, (data) => heard.push(data));
    return heard;
  }

  /** A machine that says anything. */
  async speaker(address: string): Promise<(data: Uint8Array) => void> {
    const { multicast } = this.network.host(address);
    const socket = await multicast.join(GROUP, 1, () => {});
    return (data) => socket.send(data, GROUP);
  }
}

function collect(lsd: Lsd, infoHash: Uint8Array): string[] {
  const found: string[] = [];
  lsd.add(infoHash, (peer) => found.push(formatEndpoint(peer)));
  return found;
}

function search(port: number, ...infoHashes: Uint8Array[]): Uint8Array {
  const group = formatEndpoint(GROUP);
  return encodeBtSearch(group, { port, infoHashes, cookie: undefined });
}

test('two that share a torrent find each other, and neither itself', async () => {
  const lan = new Lan();
  const near = collect(lan.lsd('192.168.1.1', { port: () => 1111 }), one);
  const far = collect(lan.lsd('192.168.1.2', { port: () => 2222 }), one);
  await lan.clock.advance(5000);
  expect(near).toEqual(['192.168.1.2:2222']);
  expect(far).toEqual(['192.168.1.1:1111']);
});

test('those of other torrents, or of other networks, do not meet', async () => {
  const lan = new Lan();
  const found = collect(lan.lsd('192.168.1.1'), one);
  collect(lan.lsd('192.168.1.2'), two);
  collect(lan.lsd('192.168.2.1'), one);
  collect(lan.lsd('8.8.8.8'), one);
  await lan.clock.advance(MINUTE);
  expect(found).toEqual([]);
});

test('announces in both families every five minutes', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  lan.lsd('192.168.1.1').add(one, () => {});
  await lan.clock.advance(2000);
  expect(heard).toHaveLength(1);
  await lan.clock.advance(15 * MINUTE);
  expect(heard).toHaveLength(4);
});

test('announces 100 torrents in four datagrams of up to 1,400 bytes, a second apart', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  const lsd = lan.lsd('192.168.1.1');
  for (let index = 0; index < 100; index++) {
    lsd.add(new Uint8Array(20).fill(index), () => {});
  }
  await lan.clock.advance(2000);
  expect(heard.length).toBeLessThanOrEqual(3);
  await lan.clock.advance(4000);
  expect(heard).toHaveLength(4);
  expect(Math.max(...heard.map(({ length }) => length))).toBeLessThanOrEqual(1400);
  const told = heard.flatMap((data) => decodeBtSearch(data).infoHashes);
  expect(new Set(told.map(String)).size).toBe(100);
});

test('announces nothing while nobody listens for peers', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  let port: number | undefined;
  lan.lsd('192.168.1.1', { port: () => port }).add(one, () => {});
  await lan.clock.advance(MINUTE);
  expect(heard).toHaveLength(0);
  port = 6881;
  await lan.clock.advance(MINUTE);
  expect(heard).toHaveLength(1);
});

test('a torrent that was taken away is neither announced nor found', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  const say = await lan.speaker('192.168.1.8');
  const found: Endpoint[] = [];
  const lsd = lan.lsd('192.168.1.1');
  const end = lsd.add(one, (peer) => found.push(peer));
  end();
  say(search(5, one));
  await lan.clock.advance(10 * MINUTE);
  expect(heard).toHaveLength(1);
  expect(found).toEqual([]);
});

test('two that seek one torrent both hear, until the last of them ends', async () => {
  const lan = new Lan();
  const say = await lan.speaker('192.168.1.8');
  const lsd = lan.lsd('192.168.1.1');
  const first = collect(lsd, one);
  const second: Endpoint[] = [];
  const end = lsd.add(one, (peer) => second.push(peer));
  await lan.clock.advance(1);
  say(search(5, one));
  await lan.clock.advance(1);
  end();
  say(search(6, one));
  await lan.clock.advance(1);
  expect(first).toEqual(['192.168.1.8:5', '192.168.1.8:6']);
  expect(second).toHaveLength(1);
});

test('is told of one peer once, and again after five minutes', async () => {
  const lan = new Lan();
  const say = await lan.speaker('192.168.1.8');
  const found = collect(lan.lsd('192.168.1.1'), one);
  await lan.clock.advance(3000);
  for (let time = 0; time < 5; time++) say(search(5, one, one));
  await lan.clock.advance(1);
  expect(found).toHaveLength(1);
  await lan.clock.advance(5 * MINUTE);
  say(search(5, one));
  await lan.clock.advance(1);
  expect(found).toHaveLength(2);
});

test('tells who seeks a torrent anew, as a link that became one, whom it heard before', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  const say = await lan.speaker('192.168.1.8');
  const lsd = lan.lsd('192.168.1.1');
  const end = lsd.add(one, () => {});
  await lan.clock.advance(3000);
  say(search(5, one));
  await lan.clock.advance(1);
  end();
  const found = collect(lsd, one);
  await lan.clock.advance(10_000);
  expect(found).toEqual(['192.168.1.8:5']);
  // The other's announcement among them: no torrent is announced twice within a minute.
  expect(heard).toHaveLength(2);
});

test('believes ten ports of one machine', async () => {
  const lan = new Lan();
  const say = await lan.speaker('192.168.1.8');
  const found = collect(lan.lsd('192.168.1.1'), one);
  await lan.clock.advance(3000);
  for (let port = 1; port < 50; port++) say(search(port, one));
  await lan.clock.advance(1);
  expect(found).toHaveLength(10);
});

test('hears one machine that floods no more than five times a second, and others still', async () => {
  const lan = new Lan();
  const flood = await lan.speaker('192.168.1.8');
  const say = await lan.speaker('192.168.1.7');
  const found = collect(lan.lsd('192.168.1.1'), one);
  await lan.clock.advance(3000);
  for (let time = 0; time < 1000; time++) flood(encodeLatin1('x'));
  flood(search(1, one));
  say(search(2, one));
  await lan.clock.advance(1);
  expect(found).toEqual(['192.168.1.7:2']);
});

test.each(['8.8.8.8', '2001:db8::1', 'example.org', ''])(
  'believes nobody at %j',
  async (host) => {
    const lan = new Lan();
    let hear = (_data: Uint8Array, _from: Endpoint) => {};
    const multicast: MulticastPort = {
      join: async (group, _hops, receive) => {
        hear = receive;
        return { local: group, send: () => {}, close: () => {} };
      },
    };
    const found = collect(lan.lsd('192.168.1.1', { multicast }), one);
    await lan.clock.advance(1);
    hear(search(5, one), { host, port: 6771 });
    expect(found).toEqual([]);
    hear(search(5, one), { host: '10.0.0.1', port: 6771 });
    expect(found).toHaveLength(1);
  },
);

test('says that it is off, on, off', async () => {
  const lan = new Lan();
  const lsd = lan.lsd('192.168.1.1');
  expect(lsd.status).toEqual({ kind: 'joining' });
  await lan.clock.advance(1);
  expect(lsd.status).toEqual({ kind: 'on', families: ['ipv4', 'ipv6'] });
  lsd.enable(false);
  expect(lsd.status).toEqual({ kind: 'off' });
});

test('is silent and deaf while it is off, and announces at once when it is on again', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.9');
  const say = await lan.speaker('192.168.1.8');
  const lsd = lan.lsd('192.168.1.1');
  const found = collect(lsd, one);
  lsd.enable(false);
  say(search(5, one));
  await lan.clock.advance(20 * MINUTE);
  expect([heard.length, found.length]).toEqual([1, 0]);
  lsd.enable(true);
  await lan.clock.advance(1000);
  expect(heard).toHaveLength(2);
});

test('says why it cannot, and tries again', async () => {
  const lan = new Lan();
  const { multicast } = lan.network.host('192.168.1.1');
  let works = false;
  const failing: MulticastPort = {
    join: async (...args) => {
      if (works) return multicast.join(...args);
      throw new NetworkError('address-in-use', 'taken');
    },
  };
  const lsd = lan.lsd('192.168.1.1', { multicast: failing });
  await lan.clock.advance(1);
  expect(lsd.status).toMatchObject({
    kind: 'unavailable',
    error: { code: 'address-in-use' },
  });
  works = true;
  await lan.clock.advance(MINUTE);
  expect(lsd.status.kind).toBe('on');
});

test('says that a host has no groups', async () => {
  const lan = new Lan();
  const lsd = lan.lsd('192.168.1.1', { multicast: undefined });
  await lan.clock.advance(1);
  expect(lsd.status).toMatchObject({ kind: 'unavailable', error: { code: 'denied' } });
});

test('does with the family that works', async () => {
  const lan = new Lan();
  const { multicast } = lan.network.host('192.168.1.1');
  const ipv4Only: MulticastPort = {
    join: async (group, ...rest) => {
      if (group.host === LSD_GROUPS.ipv4.host) return multicast.join(group, ...rest);
      throw new NetworkError('unreachable', 'no IPv6');
    },
  };
  const lsd = lan.lsd('192.168.1.1', { multicast: ipv4Only });
  await lan.clock.advance(1);
  expect(lsd.status).toEqual({ kind: 'on', families: ['ipv4'] });
});

test('another port is announced as soon as may be', async () => {
  const lan = new Lan();
  const heard = await lan.listener('192.168.1.2');
  let port = 6881;
  const lsd = lan.lsd('192.168.1.1', { port: () => port });
  lsd.add(one, () => {});
  await lan.clock.advance(10_000);
  port = 7001;
  lsd.hurry();
  await lan.clock.advance(MINUTE);
  expect(heard.map((data) => decodeBtSearch(data).port)).toEqual([6881, 7001]);
  lsd.stop();
  lsd.hurry();
  await lan.clock.advance(10 * MINUTE);
  expect(heard).toHaveLength(2);
});
