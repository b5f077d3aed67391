import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { decodeLatin1 } from '../../../src/bytes/text.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { HttpClient, type HttpOptions } from '../../../src/http/http-client.ts';
import type { HttpsPort, HttpsResponse } from '../../../src/ports/https.ts';
import { ScriptedHost, type Serve } from './scripted-host.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

let host: ScriptedHost;
const caller = new AbortController();

function client(
  serve: Serve | string,
  https?: (url: string) => HttpsResponse,
): HttpClient {
  const answer: Serve = typeof serve === 'string' ? ({ send }) => send(serve) : serve;
  host = new ScriptedHost(answer, https);
  return new HttpClient(host, 'Rill/1');
}

function options(more: Partial<HttpOptions> = {}): HttpOptions {
  return { maxBytes: 1000, timeoutMs: 5000, signal: caller.signal, ...more };
}

function redirect(to: string): string {
  return `HTTP/1.1 302 Found\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`;
}

afterEach(() => {
  expect({
    sockets: host.sockets,
    timers: host.timers,
    listeners: getEventListeners(caller.signal, 'abort').length,
  }).toEqual({ sockets: 0, timers: 0, listeners: 0 });
});

test('asks as RFC 9112 has it, and gives back what came', async () => {
  const http = client('HTTP/1.1 404 Not Found\r\nX-A: b\r\nContent-Length: 2\r\n\r\nno');
  const headers = new Map([['Range', 'bytes=0-9']]);
  const response = await http.get(
    'http://example.com:8080/a?b=%ff',
    options({ headers }),
  );
  expect(host.requests).toEqual([
    'GET /a?b=%ff HTTP/1.1\r\nHost: example.com:8080\r\nUser-Agent: Rill/1\r\n' +
      'Accept-Encoding: gzip\r\nConnection: close\r\nRange: bytes=0-9\r\n\r\n',
  ]);
  expect(host.connected).toEqual([{ host: 'example.com', port: 8080 }]);
  expect(response.status).toBe(404);
  expect(response.headers.get('x-a')).toBe('b');
  expect(decodeLatin1(response.body)).toBe('no');
  expect(response.url).toBe('http://example.com:8080/a?b=%ff');
});

test('connects to an IPv6 literal without its brackets, and to port 80', async () => {
  await client(OK).get('http://[::1]/', options());
  expect(host.connected).toEqual([{ host: '::1', port: 80 }]);
  expect(host.requests[0]).toContain('\r\nHost: [::1]\r\n');
});

test('reads a gzip body that arrives byte by byte', async () => {
  const body = gzipSync('d8:intervali1800ee');
  const http = client(({ send, close }) => {
    send('HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n');
    for (const byte of body) send(Uint8Array.of(byte));
    close();
  });
  const { body: inflated } = await http.get('http://a/', options());
  expect(decodeLatin1(inflated)).toBe('d8:intervali1800ee');
});

test('follows redirects, relative ones too', async () => {
  const http = client(({ send }, request) => {
    if (request.startsWith('GET /a/b')) send(redirect('c?d'));
    else if (request.startsWith('GET /a/c?d')) send(redirect('//other:81/e'));
    else send(OK);
  });
  const { url } = await http.get('http://one/a/b', options());
  expect(url).toBe('http://other:81/e');
  expect(host.connected.map((remote) => remote.host)).toEqual(['one', 'one', 'other']);
});

test('does not wait for the body of a redirect', async () => {
  const http = client(({ send }, request) => {
    const isFirst = request.startsWith('GET /a ');
    send(isFirst ? 'HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nendless' : OK);
  });
  expect((await http.get('http://one/a', options())).url).toBe('http://one/b');
});

test('gives up a loop after five redirects', async () => {
  const http = client(redirect('/'));
  await expect(http.get('http://a/', options())).rejects.toMatchObject({
    name: 'HttpError',
    code: 'too-many-redirects',
  });
  expect(host.requests).toHaveLength(6);
});

test('follows none where none is allowed', async () => {
  const got = client(redirect('/')).get('http://a/', options({ maxRedirects: 0 }));
  await expect(got).rejects.toMatchObject({ code: 'too-many-redirects' });
  expect(host.requests).toHaveLength(1);
});

test.each([
  'file:///etc/passwd',
  'udp://a:1',
  'data:,x',
  'javascript:alert(1)',
  'ws://a/',
  '/a b',
  'http://b:0/',
  'http://[/',
])('is not led to %s', async (target) => {
  const http = client(redirect(target));
  await expect(http.get('http://a/', options())).rejects.toMatchObject({
    code: 'bad-redirect',
  });
  expect(host.requests).toHaveLength(1);
});

test.each([
  'http://127.0.0.1:8080/',
  'http://2130706433/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://localhost/',
  'http://192.168.1.1/reboot',
  'http://router/',
  'https://nas.local/',
])('is not led from outside to %s', async (target) => {
  const http = client(redirect(target));
  await expect(http.get('http://example.com/', options())).rejects.toMatchObject({
    code: 'bad-redirect',
  });
  expect(host.connected).toHaveLength(1);
});

test('within the local network it is led anywhere', async () => {
  const http = client(({ send }, request) =>
    send(request.startsWith('GET /a') ? redirect('http://nas/b') : OK),
  );
  const { url } = await http.get('http://192.168.1.1/a', options());
  expect(url).toBe('http://nas/b');
});

test.each([
  ['user:p%40ss', 'user:p@ss'],
  ['user', 'user:'],
  [':%zz', ':%zz'],
  ['ü:ß', 'ü:ß'],
])('a login in the address (%s) goes into a header', async (given, sent) => {
  const http = client(OK);
  await http.get(`http://${given}@a/b`, options());
  const value = Buffer.from(sent).toString('base64');
  expect(host.requests[0]).toContain(`\r\nAuthorization: Basic ${value}\r\n`);
  expect(host.requests[0]).toContain('GET /b HTTP/1.1\r\nHost: a\r\n');
});

test('a login goes to the host of https in a header, and nowhere else', async () => {
  const asked: unknown[] = [];
  host = new ScriptedHost(({ send }) => send(OK));
  const { tcp, clock } = host;
  const https: HttpsPort = {
    get: async (url, _limit, _signal, headers) => {
      asked.push(url, headers?.get('Authorization'));
      const location = new Map([['location', 'http://other/']]);
      return { status: 302, headers: location, body: new Uint8Array(0), cut: false };
    },
  };
  await new HttpClient({ tcp, clock, https }, 'Rill/1').get('https://u:p@a/', options());
  expect(asked).toEqual(['https://a/', 'Basic dTpw']);
  expect(host.requests[0]).not.toContain('Authorization');
});

test('of several addresses one that takes no connection has eight seconds', async () => {
  const http = client(OK);
  const { connect } = host.tcp;
  host.tcp.connect = (remote, signal) =>
    remote.host === 'x' ? silence(signal) : connect(remote, signal);
  const addresses = async () => ['x', 'y'];
  const got = http.get('http://a/', options({ timeoutMs: 30_000, addresses }));
  await new Promise(setImmediate);
  expect(host.connected).toEqual([]);
  host.advance(8000);
  await got;
  expect(host.connected).toEqual([{ host: 'y', port: 80 }]);
});

/** Nobody answers until somebody gives up. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new NetworkError('aborted', 'no longer wanted'));
    signal.addEventListener('abort', abort, { once: true });
  });
}

test.each([
  'http://a/\r\nX: y',
  'http://a/\tb',
  'http://a/ b',
  'http://a:0/',
  'http://a:65536/',
  'http://',
  'nonsense',
  '',
])('refuses the address %j without connecting', async (address) => {
  const http = client(OK);
  await expect(http.get(address, options())).rejects.toMatchObject({ code: 'bad-url' });
  expect(host.connected).toEqual([]);
});

test('refuses a header with a line break in it', async () => {
  const headers = new Map([['Range', 'x\r\nHost: evil']]);
  const http = client(OK);
  await expect(http.get('http://a/', options({ headers }))).rejects.toThrow(RangeError);
});

test('https goes to the host, and may lead to http', async () => {
  const location = 'http://plain/x';
  const http = client(OK, (url) => {
    expect(url).toBe('https://a/');
    const headers = new Map([['location', location]]);
    return { status: 302, headers, body: new Uint8Array(0), cut: false };
  });
  expect((await http.get('https://a/', options())).url).toBe(location);
});

test('http may lead to https where the host can do it, and fails where not', async () => {
  const secure = client(redirect('https://a/'), () => ({
    status: 200,
    headers: new Map(),
    body: Uint8Array.of(1),
    cut: false,
  }));
  expect((await secure.get('http://a/', options())).body).toEqual(Uint8Array.of(1));
  const plain = client(redirect('https://a/'));
  await expect(plain.get('http://a/', options())).rejects.toMatchObject({
    code: 'unsupported-scheme',
  });
});

test('https that sends more than is wanted is too large, as http is', async () => {
  const secure = client(OK, () => ({
    status: 200,
    headers: new Map(),
    body: Uint8Array.of(1),
    cut: true,
  }));
  await expect(secure.get('https://a/', options())).rejects.toMatchObject({
    code: 'too-large',
  });
});

test('time is up for the whole of it, however slowly bytes come', async () => {
  const http = client(({ send }) => {
    send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nslow');
    host.advance(5000);
  });
  await expect(http.get('http://a/', options())).rejects.toMatchObject({
    name: 'NetworkError',
    code: 'timed-out',
  });
});

test('time is up while connecting', async () => {
  const got = client(OK).get('http://a/', options());
  host.advance(5000);
  await expect(got).rejects.toMatchObject({ code: 'timed-out' });
});

test('the caller may end it before, while connecting and while reading', async () => {
  const early = AbortSignal.abort();
  await expect(
    client(OK).get('http://a/', options({ signal: early })),
  ).rejects.toMatchObject({
    code: 'aborted',
  });
  const during = new AbortController();
  const connecting = client(OK).get('http://a/', options({ signal: during.signal }));
  during.abort();
  await expect(connecting).rejects.toMatchObject({ code: 'aborted' });
  const late = new AbortController();
  const reading = client(() => late.abort()).get(
    'http://a/',
    options({ signal: late.signal }),
  );
  await expect(reading).rejects.toMatchObject({ name: 'NetworkError', code: 'aborted' });
  expect(getEventListeners(late.signal, 'abort')).toHaveLength(0);
});

test('what the network says is passed on', async () => {
  const reset = client(({ send, close }) => {
    send('HTTP/1.1 200 OK\r\n');
    close(new NetworkError('reset', 'reset by peer'));
  });
  await expect(reset.get('http://a/', options())).rejects.toMatchObject({
    code: 'reset',
  });
});

test('nothing at all is told from an answer that is none', async () => {
  const http = client(({ close }) => close());
  await expect(http.get('http://a/', options())).rejects.toMatchObject({
    name: 'HttpError',
    code: 'no-answer',
  });
});

test.each([
  ['half a head', 'HTTP/1.1 200 OK\r\nContent'],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc'],
  ['another protocol', '220 ftp.example.com ready\r\n\r\n'],
])('%s is no answer', async (_, text) => {
  const http = client(({ send, close }) => {
    send(text);
    close();
  });
  await expect(http.get('http://a/', options())).rejects.toMatchObject({
    code: 'bad-answer',
  });
});

test.each([
  ['a stated length', 'HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n'],
  ['an endless body', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1001)}`],
])('%s over the limit ends it at once', async (_, text) => {
  await expect(client(text).get('http://a/', options())).rejects.toMatchObject({
    code: 'too-large',
  });
});
