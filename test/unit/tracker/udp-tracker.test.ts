import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../background/platform/memory/network.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import type { Clock, Timer } from '../../../src/ports/clock.ts';
import type { UdpPort } from '../../../src/ports/udp.ts';
import type { AnnounceRequest } from '../../../src/protocol/tracker/announce-url.ts';
import { UdpTracker } from '../../../src/tracker/udp-tracker.ts';
import { ScriptedUdpTracker } from '../../support/scripted-udp-tracker.ts';

const REQUEST: AnnounceRequest = {
  infoHash: new Uint8Array(20).fill(1),
  peerId: encodeUtf8('-RL0100-abcdefghijkl'),
  port: 6881,
  uploaded: 0,
  downloaded: 0,
  left: 1,
  numWant: 80,
  key: 1,
  event: 'started',
  trackerId: undefined,
};
const HERE = '10.0.0.1';
const TRACKER = '10.0.0.9';
const URL = `udp://${TRACKER}:6969/announce`;
const never = new AbortController().signal;

let clock: MemoryClock;
let network: MemoryNetwork;
let udp: UdpPort;
let client: UdpTracker;

beforeEach(() => {
  clock = new MemoryClock();
  network = new MemoryNetwork(clock);
  network.alias(HERE, '2001:db8::1');
  const host = network.host(HERE);
  udp = { bind: host.udp.bind.bind(host.udp) };
  client = new UdpTracker({ udp, dns: host.dns, clock, random: new MemoryRandom(1) });
});

function trackerAt(host = TRACKER, port = 6969): Promise<ScriptedUdpTracker> {
  return ScriptedUdpTracker.start(network.host(host).udp, { host, port });
}

function announce(
  url = URL,
  changes: Partial<AnnounceRequest> = {},
  signal = never,
): Promise<unknown> {
  return told(
    client.announce(url, undefined, { ...REQUEST, ...changes }, signal),
    ({ peers }) => peers.map(formatEndpoint),
  );
}

/** The answer, or the error's code. */
function told<T>(promise: Promise<T>, tell: (answer: T) => unknown): Promise<unknown> {
  return promise.then(tell, (error) => {
    if (!(error instanceof TrackerError)) throw error;
    return error.code;
  });
}

/** What came of it, and after how many seconds: the network takes some milliseconds. */
async function settle(promise: Promise<unknown>, limit = 100_000) {
  let outcome: unknown = 'nothing yet';
  let at = 0;
  const start = clock.now();
  void promise.then((value) => {
    outcome = value;
    at = Math.round((clock.now() - start) / 1000);
  });
  await clock.advance(limit);
  return { outcome, at };
}

async function answered(promise: Promise<unknown>, limit = 100): Promise<unknown> {
  return (await settle(promise, limit)).outcome;
}

describe('one tracker', () => {
  let tracker: ScriptedUdpTracker;

  beforeEach(async () => {
    tracker = await trackerAt();
    tracker.peers = [{ host: '10.0.0.2', port: 7 }];
  });

  test('is connected to, then announced to, with path and query', async () => {
    const response = client.announce(`${URL}?auth=x`, 'ipv4', REQUEST, never);
    await clock.advance(10);
    expect(await response).toMatchObject({
      interval: 1800,
      seeds: 7,
      leechers: 5,
      peers: [{ host: '10.0.0.2', port: 7 }],
    });
    expect(tracker.actions).toEqual(['connect', 'announce']);
    const options = tracker.heard[1]!.datagram.subarray(98);
    expect(options).toEqual(encodeUtf8('\x02\x10/announce?auth=x'));
  });

  test('knows us for a minute, whatever torrent is announced', async () => {
    await answered(announce());
    const infoHash = new Uint8Array(20).fill(2);
    await answered(announce(URL, { infoHash }), 59_000);
    await answered(announce(), 2000);
    expect(tracker.actions).toEqual(['connect', 'announce', 'announce', 'announce']);
    await answered(announce());
    expect(tracker.actions.slice(4)).toEqual(['connect', 'announce']);
  });

  test('is connected to once for all who ask at the same time', async () => {
    const all = Array.from({ length: 40 }, () => announce());
    await clock.advance(100);
    expect(new Set(await Promise.all(all.map(String)))).toHaveProperty('size', 1);
    expect(tracker.actions.filter((action) => action === 'connect')).toHaveLength(1);
    const ids = tracker.heard.map(({ transactionId }) => transactionId);
    expect(new Set(ids).size).toBe(41);
  });

  test('is asked by forty at once, and the rest after them', async () => {
    await answered(announce());
    tracker.answer = () => undefined;
    const all = Array.from({ length: 60 }, () => announce());
    await clock.advance(1000);
    expect(tracker.actions).toEqual(['connect', ...Array(41).fill('announce')]);
    tracker.answer = (heard) => tracker.usual(heard);
    await clock.advance(20_000);
    expect((await Promise.all(all)).flat()).toEqual(Array(60).fill('10.0.0.2:7'));
  });

  test('is asked again after 15, 45 seconds, and given up after a minute', async () => {
    tracker.answer = () => undefined;
    const times: number[] = [];
    tracker.answer = () => {
      times.push(Math.round(clock.now() / 1000));
      return undefined;
    };
    expect(await settle(announce())).toEqual({ outcome: 'timed-out', at: 60 });
    expect(times).toEqual([0, 15, 45]);
    expect(tracker.actions).toEqual(['connect', 'connect', 'connect']);
    expect(new Set(tracker.heard.map((each) => each.transactionId)).size).toBe(1);
  });

  test('that loses the first announce is connected to and asked again', async () => {
    let lost = 0;
    tracker.answer = (heard) =>
      heard.action === 1 && lost++ === 0 ? undefined : tracker.usual(heard);
    expect(await settle(announce())).toEqual({ outcome: ['10.0.0.2:7'], at: 15 });
    expect(tracker.actions).toEqual(['connect', 'announce', 'connect', 'announce']);
    const [, first, , second] = tracker.heard;
    expect(second!.transactionId).toBe(first!.transactionId);
  });

  test('may be late, after it was asked again', async () => {
    tracker.answer = (heard) => {
      clock.timer(20_000, () => tracker.send(tracker.usual(heard), heard.from));
      return undefined;
    };
    const { outcome, at } = await settle(announce());
    expect([outcome, at]).toEqual([['10.0.0.2:7'], 40]);
  });

  test('is not believed when somebody else answers in its stead', async () => {
    const liar = await trackerAt('10.0.0.66');
    const samePlace = await trackerAt(TRACKER, 6970);
    tracker.answer = (heard) => {
      for (const other of [liar, samePlace]) {
        other.send(other.connected(heard, 99n), heard.from);
        other.send(other.error(heard, 'go away'), heard.from);
        other.send(other.announced(heard), heard.from);
      }
      return tracker.usual(heard);
    };
    expect(await answered(announce())).toEqual(['10.0.0.2:7']);
    expect(tracker.heard[1]!.connectionId).toBe(1n);
  });

  test('is not believed under another transaction, or for another action', async () => {
    tracker.answer = (heard) => {
      const other = { ...heard, transactionId: heard.transactionId ^ 1 };
      tracker.send(tracker.connected(other, 99n), heard.from);
      tracker.send(tracker.error(other, 'go away'), heard.from);
      tracker.send(tracker.scraped(heard), heard.from);
      tracker.send(Uint8Array.of(0, 0, 0), heard.from);
      if (heard.action === 0) tracker.send(tracker.announced(heard), heard.from);
      else tracker.send(tracker.connected(heard, 99n), heard.from);
      return tracker.usual(heard);
    };
    expect(await answered(announce())).toEqual(['10.0.0.2:7']);
  });

  test.each([
    [0, 15, 'bad-answer'],
    [1, 19, 'bad-answer'],
    // What opentracker says of torrents that it does not serve.
    [1, 8, 'refused-by-tracker'],
  ])(
    'that answers %d with %d bytes only is not waited for',
    async (action, length, code) => {
      tracker.answer = (heard) =>
        heard.action === action
          ? tracker.usual(heard).subarray(0, length)
          : tracker.usual(heard);
      const { outcome, at } = await settle(announce());
      expect([outcome, at]).toEqual([code, 0]);
    },
  );

  test('that refuses is quoted', async () => {
    tracker.answer = (heard) =>
      heard.action === 0
        ? tracker.usual(heard)
        : tracker.error(heard, 'unregistered torrent');
    const refused = client.announce(URL, 'ipv4', REQUEST, never);
    const caught = refused.catch((error: unknown) => error);
    await clock.advance(10);
    expect(await caught).toMatchObject({
      code: 'refused-by-tracker',
      message: 'unregistered torrent',
    });
    expect(tracker.actions).toEqual(['connect', 'announce']);
  });

  test('that refuses to be connected to is quoted, too', async () => {
    tracker.answer = (heard) => tracker.error(heard, 'banned');
    expect(await answered(announce())).toBe('refused-by-tracker');
  });

  test('that was started anew is connected to again', async () => {
    await answered(announce());
    tracker.restart();
    expect(await answered(announce())).toEqual(['10.0.0.2:7']);
    expect(tracker.actions.slice(2)).toEqual(['announce', 'connect', 'announce']);
  });

  test('that is told of our leaving is not waited for long', async () => {
    tracker.answer = () => undefined;
    const { outcome, at } = await settle(announce(URL, { event: 'stopped' }));
    expect([outcome, at]).toEqual(['timed-out', 5]);
  });

  test('is no longer asked once nobody wants to know', async () => {
    tracker.answer = () => undefined;
    const aborter = new AbortController();
    const asking = announce(URL, {}, aborter.signal);
    await clock.advance(1000);
    aborter.abort();
    const { outcome, at } = await settle(asking);
    expect([outcome, at]).toEqual(['unreachable', 0]);
    expect(tracker.heard).toHaveLength(1);
    expect(await answered(announce(URL, {}, AbortSignal.abort()))).toBe('unreachable');
  });

  test('goes on being asked for others when one gives up', async () => {
    tracker.answer = () => undefined;
    const aborter = new AbortController();
    const given = announce(URL, {}, aborter.signal);
    const kept = announce();
    await clock.advance(1000);
    aborter.abort();
    tracker.answer = (heard) => tracker.usual(heard);
    expect(await answered(given)).toBe('unreachable');
    expect(await answered(kept, 15_000)).toEqual(['10.0.0.2:7']);
  });

  test('tells of many torrents at once, 74 in a datagram', async () => {
    const hashes = Array.from({ length: 100 }, (_, at) => new Uint8Array(20).fill(at));
    const scraping = client.scrape(URL, hashes, never);
    await clock.advance(100);
    const counts = await scraping;
    expect(counts.map((each) => each?.seeds)).toEqual(hashes.map((_, at) => at));
    expect(counts[0]).toEqual({ seeds: 0, completed: 2, leechers: 3 });
    expect(tracker.actions).toEqual(['connect', 'scrape', 'scrape']);
  });

  test('may tell of fewer torrents than it was asked of', async () => {
    tracker.answer = (heard) =>
      heard.action === 0 ? tracker.usual(heard) : tracker.scraped(heard).subarray(0, 30);
    const hashes = [new Uint8Array(20), new Uint8Array(20)];
    const scraping = client.scrape(URL, hashes, never);
    await clock.advance(100);
    expect(await scraping).toEqual([{ seeds: 0, completed: 2, leechers: 3 }, undefined]);
  });

  test('leaves no listener at the signal of who asks for years', async () => {
    const { signal } = new AbortController();
    const named = 'udp://tracker.example:6969/announce';
    network.name('tracker.example', TRACKER);
    for (let round = 0; round < 20; round++) {
      if (round === 10) tracker.answer = () => undefined;
      await settle(told(client.families(named, signal), String));
      await settle(announce(named, {}, signal));
      await settle(told(client.scrape(named, [REQUEST.infoHash], signal), String));
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('sockets are closed a minute after the last answer, and opened again', async () => {
    const closed: string[] = [];
    const bind = udp.bind.bind(udp);
    jest.spyOn(udp, 'bind').mockImplementation(async (local, receive) => {
      const socket = await bind(local, receive);
      return {
        ...socket,
        close: () => {
          closed.push(local.host);
          socket.close();
        },
      };
    });
    await answered(announce());
    expect(await answered(announce(), 59_000)).toEqual(['10.0.0.2:7']);
    expect(closed).toEqual([]);
    await clock.advance(1100);
    expect(closed).toEqual(['0.0.0.0']);
    expect(await answered(announce())).toEqual(['10.0.0.2:7']);
    expect(udp.bind).toHaveBeenCalledTimes(2);
    client.close();
    await clock.advance(1);
    expect(closed).toEqual(['0.0.0.0', '0.0.0.0']);
  });
});

test('what is given up leaves no timer behind, also at the very end', async () => {
  const armed = new Set<Timer>();
  const counting: Clock = {
    now: () => clock.now(),
    date: () => clock.date(),
    zone: () => 0,
    timer: (delay, fire) => {
      const inner = clock.timer(delay, () => {
        armed.delete(timer);
        fire();
      });
      const timer = {
        cancel: () => {
          armed.delete(timer);
          inner.cancel();
        },
      };
      armed.add(timer);
      return timer;
    },
  };
  const { dns } = network.host(HERE);
  const one = new UdpTracker({ udp, dns, clock: counting, random: new MemoryRandom(1) });
  const aborter = new AbortController();
  for (const host of ['10.0.0.7', '10.0.0.8']) {
    const url = `udp://${host}:1/`;
    void told(one.scrape(url, [new Uint8Array(20)], aborter.signal), String);
    void told(one.announce(url, 'ipv4', REQUEST, aborter.signal), String);
  }
  await clock.advance(100);
  expect(armed.size).toBeGreaterThan(0);
  aborter.abort();
  one.close();
  await clock.advance(1);
  expect(armed.size).toBe(0);
});

describe('names', () => {
  const NAMED = 'udp://tracker.example:6969/announce';

  test('that nobody has are told of', async () => {
    const { outcome } = await settle(announce(NAMED), 10);
    expect(outcome).toBe('name-not-found');
    const families = client.families(NAMED, never);
    expect(await answered(told(families, String))).toBe('name-not-found');
  });

  test('have their addresses tried in turn, the next after 15 seconds of silence', async () => {
    network.name('tracker.example', '10.0.0.7', '10.0.0.8', TRACKER);
    const silent = await trackerAt('10.0.0.8');
    silent.answer = () => undefined;
    const tracker = await trackerAt();
    const { at } = await settle(announce(NAMED));
    expect(at).toBe(30);
    expect(silent.heard).toHaveLength(2);
    expect(tracker.actions).toEqual(['connect', 'announce']);
  });

  test('have the next address tried at once where one refuses', async () => {
    network.name('tracker.example', '10.0.0.8', TRACKER);
    const rude = await trackerAt('10.0.0.8');
    rude.answer = (heard) => rude.error(heard, 'busy');
    await trackerAt();
    const { outcome, at } = await settle(announce(NAMED));
    expect([outcome, at]).toEqual([[], 0]);
  });

  test('say by which families a tracker can be asked', async () => {
    network.name('tracker.example', TRACKER, '10.0.0.10', '2001:db8::9');
    network.name('six.example', '2001:db8::9');
    const of = (url: string) => answered(client.families(url, never));
    expect(await of(NAMED)).toEqual(['ipv4', 'ipv6']);
    expect(await of('udp://six.example:1/')).toEqual(['ipv6']);
    expect(await of(URL)).toEqual(['ipv4']);
    expect(await of('udp://[2001:db8::9]:1/')).toEqual(['ipv6']);
  });

  test('lead nowhere but to single machines', async () => {
    network.name('tracker.example', '255.255.255.255', '239.0.0.1', '0.0.0.0', 'ff02::1');
    expect(await answered(announce(NAMED))).toBe('unreachable');
  });

  test('are looked up once a minute for all torrents; what was not found, again', async () => {
    const { dns } = network.host(HERE);
    const resolve = jest.spyOn(dns, 'resolve');
    await answered(announce(NAMED));
    expect(await answered(announce(NAMED))).toBe('name-not-found');
    expect(resolve).toHaveBeenCalledTimes(2);
    network.name('tracker.example', TRACKER);
    await trackerAt();
    const all = [client.families(NAMED, never), announce(NAMED), announce(NAMED)];
    await answered(Promise.all(all), 59_000);
    expect(await answered(announce(NAMED))).toEqual([]);
    expect(resolve).toHaveBeenCalledTimes(3);
    network.name('tracker.example', '2001:db8::9');
    await clock.advance(1000);
    expect(await answered(client.families(NAMED, never))).toEqual(['ipv6']);
    expect(resolve).toHaveBeenCalledTimes(4);
  });

  test('are waited for no longer than an answer', async () => {
    const dns = { resolve: () => new Promise<never>(() => {}) };
    client = new UdpTracker({ udp, dns, clock, random: new MemoryRandom(1) });
    const { outcome, at } = await settle(announce(NAMED));
    expect([outcome, at]).toEqual(['timed-out', 60]);
  });
});

describe('IPv6', () => {
  const SIX = '2001:db8::9';
  const NAMED = 'udp://tracker.example:6969/announce';

  beforeEach(() => {
    network.alias(TRACKER, SIX);
    network.name('tracker.example', TRACKER, SIX);
  });

  test('a tracker is asked over the family that is wanted, and tells of its peers', async () => {
    const four = await trackerAt();
    const six = await trackerAt(SIX);
    four.peers = [{ host: '10.0.0.2', port: 7 }];
    six.peers = [{ host: '2001:db8::2', port: 7 }];
    const over = (family: 'ipv4' | 'ipv6') =>
      answered(client.announce(NAMED, family, REQUEST, never).then(({ peers }) => peers));
    expect(await over('ipv6')).toEqual([{ host: '2001:db8::2', port: 7 }]);
    expect(four.heard).toEqual([]);
    expect(await over('ipv4')).toEqual([{ host: '10.0.0.2', port: 7 }]);
    expect(six.heard[0]!.from.host).toBe('2001:db8::1');
  });

  test('no socket is opened of a family that nobody asked for', async () => {
    const bind = jest.spyOn(udp, 'bind');
    await trackerAt();
    await answered(announce());
    expect(bind.mock.calls.map(([{ host }]) => host)).toEqual(['0.0.0.0']);
  });

  test('a machine without it asks dual trackers over IPv4, and that is no error', async () => {
    const bind = udp.bind.bind(udp);
    jest
      .spyOn(udp, 'bind')
      .mockImplementation(async (local, receive) =>
        local.host === '::'
          ? Promise.reject(new NetworkError('failed', 'no IPv6 here'))
          : bind(local, receive),
      );
    await trackerAt();
    expect(await answered(client.families(NAMED, never))).toEqual(['ipv4']);
    network.name('tracker.example', SIX, TRACKER);
    const { outcome, at } = await settle(announce(NAMED));
    expect([outcome, at]).toEqual([[], 0]);
    expect(await answered(announce(`udp://[${SIX}]:6969/`))).toBe('unreachable');
  });
});

test.each(['udp://tracker.example/', 'http://tracker.example:1/'])(
  '%s is no address of a tracker over UDP',
  async (url) => {
    expect(await answered(announce(url))).toBe('unsupported-scheme');
    const families = told(client.families(url, never), String);
    expect(await answered(families)).toBe('unsupported-scheme');
    const scrape = told(client.scrape(url, [new Uint8Array(20)], never), String);
    expect(await answered(scrape)).toBe('unsupported-scheme');
  },
);
