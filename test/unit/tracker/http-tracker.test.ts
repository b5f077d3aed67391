import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import {
  NetworkError,
  type NetworkErrorCode,
} from '../../../src/errors/network-error.ts';
import { HttpClient } from '../../../src/http/http-client.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import type { HttpsResponse } from '../../../src/ports/https.ts';
import type { AnnounceRequest } from '../../../src/protocol/tracker/announce-url.ts';
import { HttpTracker } from '../../../src/tracker/http-tracker.ts';
import { ScriptedHost, type Serve } from '../http/scripted-host.ts';

const URL = 'http://tracker/announce';
const SIGNAL = new AbortController().signal;
const HASH = encodeUtf8('aaaaaaaaaaaaaaaaaaaa');
const REQUEST: AnnounceRequest = {
  infoHash: HASH,
  peerId: HASH,
  port: 6881,
  uploaded: 0,
  downloaded: 0,
  left: 1,
  numWant: 50,
  key: 1,
  event: undefined,
  trackerId: undefined,
};

let host: ScriptedHost;

/** `names`: the addresses of each; the host itself where it has none. */
function tracker(
  serve: Serve,
  names: Readonly<Record<string, readonly string[]>> = {},
  https?: (url: string) => HttpsResponse,
): HttpTracker {
  host = new ScriptedHost(serve, https);
  return trackerBy(async (name) => names[name] ?? ['10.0.0.1']);
}

function trackerBy(resolve: DnsPort['resolve']): HttpTracker {
  const { clock } = host;
  return new HttpTracker(new HttpClient(host, 'Rill/1'), { dns: { resolve }, clock });
}

function answer(fields: Readonly<Record<string, Encodable>>, status = 200): Serve {
  const body = encode(fields);
  const head = `HTTP/1.1 ${status} X\r\nContent-Length: ${body.length}\r\n\r\n`;
  return ({ send }) => send(concat([encodeUtf8(head), body]));
}

test.each([
  ['both', ['10.0.0.1', '2001:db8::1', '10.0.0.2'], ['ipv4', 'ipv6']],
  ['IPv4', ['10.0.0.1'], ['ipv4']],
  ['IPv6', ['2001:db8::1'], ['ipv6']],
])(
  'a name with addresses of %s is announced to by each family',
  async (_, list, families) => {
    const one = tracker(() => {}, { tracker: list });
    expect(await one.families(URL, SIGNAL)).toEqual(families);
  },
);

test('connects to an address of the family, and asks for the host by its name', async () => {
  const names = { tracker: ['10.0.0.1', '2001:db8::1'] };
  const one = tracker(answer({}), names);
  await one.announce(URL, 'ipv6', REQUEST, SIGNAL);
  expect(host.connected).toEqual([{ host: '2001:db8::1', port: 80 }]);
  expect(host.requests[0]).toContain('Host: tracker\r\n');
});

test('over https, and where names are not known, the host decides', async () => {
  const one = tracker(() => {});
  expect(await one.families('https://tracker/announce', SIGNAL)).toEqual([undefined]);
  const resolve = () => Promise.reject(new NetworkError('failed', 'no DNS here'));
  const blind = trackerBy(resolve);
  expect(await blind.families(URL, SIGNAL)).toEqual([undefined]);
});

test.each([
  ['tracker2', '2001:db8::2'],
  ['only4', '10.0.0.4'],
])(
  'a redirect to %s goes on by the same family, where there is one',
  async (to, address) => {
    const names = {
      tracker: ['10.0.0.1', '2001:db8::1'],
      tracker2: ['10.0.0.2', '2001:db8::2'],
      only4: ['10.0.0.4'],
    };
    const one = tracker((side, request) => {
      if (!request.includes('Host: tracker\r\n')) return answer({})(side, request);
      side.send(`HTTP/1.1 302 Found\r\nLocation: http://${to}/a\r\n\r\n`);
    }, names);
    await one.announce(URL, 'ipv6', REQUEST, SIGNAL);
    expect(host.connected.map((remote) => remote.host)).toEqual(['2001:db8::1', address]);
  },
);

test.each(['file:///etc/passwd', 'app://x', '/a b', 'http://[/'])(
  'a redirect to %s is a bad answer: the next may be a good one',
  async (to) => {
    const one = tracker(({ send }) =>
      send(`HTTP/1.1 302 Found\r\nLocation: ${to}\r\n\r\n`),
    );
    const asked = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
    await expect(asked).rejects.toMatchObject({ code: 'bad-answer' });
  },
);

test('redirects without end are an error', async () => {
  const one = tracker(({ send }) =>
    send(`HTTP/1.1 302 Found\r\nLocation: ${URL}\r\n\r\n`),
  );
  const asked = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  await expect(asked).rejects.toMatchObject({ code: 'too-many-redirects' });
  expect(host.requests).toHaveLength(6);
});

test('reads an answer packed by gzip', async () => {
  const body = gzipSync(encode({ interval: 60 }));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
  const one = tracker(({ send }) => send(concat([encodeUtf8(head), body])));
  const { interval } = await one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  expect(interval).toBe(60);
  expect(host.requests[0]).toContain('Accept-Encoding: gzip\r\n');
});

test('tries the addresses of a name one after another', async () => {
  const one = tracker(answer({}), { tracker: ['10.0.0.1', '10.0.0.2'] });
  const { connect } = host.tcp;
  host.tcp.connect = async (remote, signal) => {
    if (remote.host === '10.0.0.1') throw new NetworkError('refused', 'no');
    return connect(remote, signal);
  };
  await one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  expect(host.connected).toEqual([{ host: '10.0.0.2', port: 80 }]);
});

test.each<[NetworkErrorCode, string]>([
  ['refused', 'connection-refused'],
  ['timed-out', 'timed-out'],
  ['name-not-found', 'name-not-found'],
  ['denied', 'blocked'],
  ['reset', 'unreachable'],
  ['unreachable', 'unreachable'],
])('what the network calls %s is %s of the tracker', async (code, expected) => {
  const one = tracker(() => {});
  host.tcp.connect = () => Promise.reject(new NetworkError(code, 'no'));
  const asked = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  await expect(asked).rejects.toMatchObject({ name: 'TrackerError', code: expected });
});

test('a name that is not found is said to be so', async () => {
  host = new ScriptedHost(() => {});
  const resolve = () => Promise.reject(new NetworkError('name-not-found', 'no'));
  const asked = trackerBy(resolve).families(URL, SIGNAL);
  await expect(asked).rejects.toMatchObject({ code: 'name-not-found' });
});

test('a name that leads to no machine, as filters have it, is not asked', async () => {
  const names = { tracker: ['0.0.0.0', '::'], half: ['0.0.0.0', '10.0.0.1'] };
  const one = tracker(answer({}), names);
  const code = 'unreachable';
  await expect(one.families(URL, SIGNAL)).rejects.toMatchObject({ code });
  const asked = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  await expect(asked).rejects.toMatchObject({ code });
  await one.announce('http://half/announce', 'ipv4', REQUEST, SIGNAL);
  expect(host.connected.map((remote) => remote.host)).toEqual(['10.0.0.1']);
});

test('a name is waited for no longer than an answer', async () => {
  host = new ScriptedHost(() => {});
  const one = trackerBy(() => new Promise(() => {}));
  const asked = one.families(URL, SIGNAL);
  const announced = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  await new Promise(setImmediate);
  host.advance(30_000);
  await expect(asked).rejects.toMatchObject({ code: 'timed-out' });
  await expect(announced).rejects.toMatchObject({ code: 'timed-out' });
  expect(host.timers).toBe(0);
});

test('leaves no listener at the signal of who asks for years, nor a socket', async () => {
  const { signal } = new AbortController();
  const one = tracker(answer({}));
  for (let round = 0; round < 20; round++) {
    await one.families(URL, signal);
    await one.announce(URL, 'ipv4', REQUEST, signal);
    await one.scrape(URL, [HASH], signal).catch(() => {});
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect([host.sockets, host.timers]).toEqual([0, 0]);
});

test('a name is looked up once a minute for all torrents', async () => {
  let lookups = 0;
  host = new ScriptedHost(answer({}));
  const one = trackerBy(async () => {
    lookups++;
    return ['10.0.0.1'];
  });
  for (let torrent = 0; torrent < 10; torrent++) {
    await one.families(URL, SIGNAL);
    await one.announce(URL, 'ipv4', REQUEST, SIGNAL);
  }
  expect(lookups).toBe(1);
});

test('a tracker that closes without a byte is unreachable, and said to have done so', async () => {
  const one = tracker(({ close }) => close());
  await expect(one.announce(URL, 'ipv4', REQUEST, SIGNAL)).rejects.toMatchObject({
    name: 'TrackerError',
    code: 'unreachable',
    message: 'the tracker closed the connection without an answer',
  });
});

test.each(['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nd8'])(
  'a tracker that closes after %j gave a bad answer',
  async (text) => {
    const one = tracker(({ send, close }) => {
      send(text);
      close();
    });
    const asked = one.announce(URL, 'ipv4', REQUEST, SIGNAL);
    await expect(asked).rejects.toMatchObject({ code: 'bad-answer' });
  },
);

test.each([
  [
    'a failure reason',
    answer({ 'failure reason': 'go away' }),
    'refused-by-tracker',
    'go away',
  ],
  [
    'one with a status',
    answer({ 'failure reason': 'no' }, 403),
    'refused-by-tracker',
    'no',
  ],
  ['another status', answer({}, 500), 'http-status', '500'],
  ['an answer too long', answer({ x: new Uint8Array(2 << 20) }), 'answer-too-large', ''],
])('%s is an error that a person can see', async (_, serve, code, words) => {
  const asked = tracker(serve).announce(URL, 'ipv4', REQUEST, SIGNAL);
  const message = expect.stringContaining(words);
  await expect(asked).rejects.toMatchObject({ code, message });
});

test.each(['nonsense', 'http://[x/announce', 'http://a:0/announce', 'http:// /announce'])(
  '%j is no address of a tracker',
  async (url) => {
    const code = 'unsupported-scheme';
    const one = tracker(() => {});
    await expect(one.families(url, SIGNAL)).rejects.toMatchObject({ code });
    const asked = one.announce(url, undefined, REQUEST, SIGNAL);
    await expect(asked).rejects.toMatchObject({ code });
  },
);

test.each([
  'http://127.0.0.1:80/',
  'http://localhost/shutdown',
  'https://[::1]/x/announce',
])('%s, on this machine, is not asked', async (url) => {
  const one = tracker(answer({}));
  const code = 'blocked';
  await expect(one.families(url, SIGNAL)).rejects.toMatchObject({ code });
  const asked = one.announce(url, undefined, REQUEST, SIGNAL);
  await expect(asked).rejects.toMatchObject({ code });
  expect(host.connected).toEqual([]);
});

test('a tracker on this machine is asked at /announce', async () => {
  const one = tracker(answer({ interval: 60 }));
  const url = 'http://127.0.0.1:80/announce?passkey=x';
  expect((await one.announce(url, 'ipv4', REQUEST, SIGNAL)).interval).toBe(60);
});

test('scrapes many torrents with one request', async () => {
  const other = encodeUtf8('bbbbbbbbbbbbbbbbbbbb');
  const counts = { complete: 1, incomplete: 2, downloaded: 3 };
  const one = tracker(answer({ files: { ['a'.repeat(20)]: counts } }));
  expect(await one.scrape(URL, [HASH, other], SIGNAL)).toEqual([
    { seeds: 1, leechers: 2, completed: 3 },
    undefined,
  ]);
  expect(host.requests[0]).toContain(
    'GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa&info_hash=bbbbbbbbbbbbbbbbbbbb HTTP',
  );
});

test('a tracker without an address for scrapes is not asked', async () => {
  const one = tracker(answer({}));
  const asked = one.scrape('http://tracker/x', [HASH], SIGNAL);
  await expect(asked).rejects.toMatchObject({ code: 'no-scrape' });
  expect(host.connected).toEqual([]);
});

test('asks 50 at a time, all torrents together, and few of one tracker', async () => {
  const one = tracker(() => {});
  const aborter = new AbortController();
  const all = Array.from({ length: 120 }, (_, at) =>
    one.announce(`http://t${at % 20}/announce`, 'ipv4', REQUEST, aborter.signal),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(host.requests).toHaveLength(50);
  aborter.abort();
  await Promise.allSettled(all);
  expect(host.requests).toHaveLength(50);
});

test('what one torrent found out of a silent tracker all who wait for it know', async () => {
  const one = tracker(() => {});
  const all = Array.from({ length: 20 }, () =>
    one.announce(URL, 'ipv4', REQUEST, SIGNAL).catch(({ code }) => code),
  );
  await new Promise(setImmediate);
  host.advance(30_000);
  expect(await Promise.all(all)).toEqual(Array(20).fill('timed-out'));
  expect(host.requests).toHaveLength(3);
});

test.each([
  [503, '120', 120],
  [429, '120', 120],
  [503, '99999999', 3600],
  [503, 'soon', undefined],
  [404, '120', undefined],
])(
  'HTTP %i with Retry-After: %s is to be asked again in %s s',
  async (status, after, wait) => {
    const head = `HTTP/1.1 ${status} X\r\nRetry-After: ${after}\r\nContent-Length: 0\r\n\r\n`;
    const one = tracker(({ send }) => send(head));
    await expect(one.announce(URL, 'ipv4', REQUEST, SIGNAL)).rejects.toMatchObject({
      code: 'http-status',
      retryIn: wait,
    });
  },
);
