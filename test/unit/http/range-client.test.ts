import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeTcp } from '../../../background/platform/node/tcp.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { RangeClient, type RangeSink } from '../../../src/http/range-client.ts';
import type { HttpsPort } from '../../../src/ports/https.ts';
import type { ResponseHead } from '../../../src/protocol/http/response-head.ts';
import type { FilePart } from '../../../src/webseed/file-parts.ts';
import { judgeAnswer } from '../../../src/webseed/judge-answer.ts';
import { PartSink } from '../../../src/webseed/part-sink.ts';

const FILE = Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) >> 7);

/** What came of one request. */
class Taken implements RangeSink {
  status = 0;
  readonly #chunks: Uint8Array[] = [];

  head({ status }: { readonly status: number }): void {
    this.status = status;
  }

  data(bytes: Uint8Array): void {
    this.#chunks.push(bytes.slice());
  }

  get body(): Uint8Array {
    return concat(this.#chunks);
  }
}

let server: Server;
let base: string;
let asked: string[];
let connections: number;
let client: RangeClient;
/** Says where /moved leads. */
let target: string;
const never = new AbortController().signal;

beforeEach(async () => {
  asked = [];
  connections = 0;
  target = '/file';
  server = createServer((request, response) => {
    asked.push(request.url!);
    switch (request.url) {
      case '/file': {
        const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range!)!;
        const range = `bytes ${first}-${last}/${FILE.length}`;
        response.writeHead(206, { 'Content-Range': range });
        return response.end(FILE.subarray(Number(first), Number(last) + 1));
      }
      case '/last':
        response.writeHead(200, { Connection: 'close' });
        return response.end('bye');
      case '/moved':
        return response.writeHead(302, { Location: target }).end('elsewhere');
      case '/around':
        return response.writeHead(302, { Location: '/around' }).end();
      case '/silent':
        return undefined;
      default:
        return response.writeHead(404).end('no such file');
    }
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new RangeClient({ tcp: new NodeTcp(), https: undefined }, 'Rill/1');
});

afterEach(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function get(path: string, first = 0, last = 9, signal = never): Promise<Taken> {
  const taken = new Taken();
  await client.get({ url: base + path, first, last }, taken, signal);
  return taken;
}

test('one connection brings range after range', async () => {
  for (const [first, last] of [
    [0, 99_999],
    [100_000, 299_999],
    [5, 5],
  ] as const) {
    const { status, body } = await get('/file', first, last);
    expect(status).toBe(206);
    expect(Buffer.compare(body, FILE.subarray(first, last + 1))).toBe(0);
  }
  expect(connections).toBe(1);
});

test('a status that is an error is an answer, and the connection goes on', async () => {
  expect((await get('/nothing')).status).toBe(404);
  expect((await get('/file')).status).toBe(206);
  expect(connections).toBe(1);
});

test('where the server closes, the next request opens another connection', async () => {
  await get('/last');
  expect((await get('/file')).status).toBe(206);
  expect(connections).toBe(2);
});

test('a connection that the server gave up meanwhile is made anew', async () => {
  await get('/file');
  const closed = new Promise((resolve) => server.once('connection', resolve));
  server.closeAllConnections();
  expect((await get('/file')).status).toBe(206);
  await closed;
  expect(connections).toBe(2);
});

test('remembers where a redirect led, until that leads nowhere', async () => {
  await get('/moved');
  await get('/moved');
  expect(asked).toEqual(['/moved', '/file', '/file']);
  target = '/around';
  const refusing = {
    head: () => {
      throw new Error('not this');
    },
    data: () => {},
  };
  const again = client.get({ url: `${base}/moved`, first: 0, last: 9 }, refusing, never);
  await expect(again).rejects.toThrow('not this');
  asked.length = 0;
  await expect(get('/moved')).rejects.toMatchObject({ code: 'too-many-redirects' });
  expect(asked).toEqual(['/moved', ...new Array(5).fill('/around')]);
});

test('is not led away from http', async () => {
  target = 'file:///etc/passwd';
  await expect(get('/moved')).rejects.toMatchObject({ code: 'bad-redirect' });
});

test('the signal ends what waits, and the connection with it', async () => {
  const aborter = new AbortController();
  const waiting = get('/silent', 0, 9, aborter.signal);
  const gone = new Promise((resolve) =>
    server.once('request', ({ socket }) => {
      socket.once('close', resolve);
      aborter.abort(new Error('enough'));
    }),
  );
  await expect(waiting).rejects.toThrow('enough');
  await gone;
});

test('nothing comes while it is paused', async () => {
  client.pause();
  const waiting = get('/file');
  let done = false;
  void waiting.then(() => {
    done = true;
  });
  await new Promise((resolve) =>
    server.once('request', (_, response) => response.once('finish', resolve)),
  );
  await new Promise(setImmediate);
  expect(done).toBe(false);
  client.resume();
  expect((await waiting).status).toBe(206);
});

test('https goes to the host with the range, and what it answers to the sink', async () => {
  const heard: unknown[] = [];
  const https: HttpsPort = {
    get: async (url, limit, _, headers) => {
      heard.push(url, limit, headers?.get('Range'));
      return { status: 206, headers: new Map(), body: Uint8Array.of(1, 2), cut: false };
    },
  };
  const secure = new RangeClient({ tcp: new NodeTcp(), https }, 'Rill/1');
  const taken = new Taken();
  await secure.get({ url: 'https://a/b', first: 7, last: 8 }, taken, never);
  expect(heard).toEqual(['https://a/b', 2 + (4 << 20), 'bytes=7-8']);
  expect([...taken.body]).toEqual([1, 2]);
});

test('a login in the address goes to https in a header', async () => {
  const heard: unknown[] = [];
  const https: HttpsPort = {
    get: async (url, _limit, _signal, headers) => {
      heard.push(url, headers?.get('Authorization'));
      return { status: 206, headers: new Map(), body: Uint8Array.of(1), cut: false };
    },
  };
  const secure = new RangeClient({ tcp: new NodeTcp(), https }, 'Rill/1');
  const request = { url: 'https://u:p@a/b', first: 7, last: 7 };
  await secure.get(request, new Taken(), never);
  expect(heard).toEqual(['https://a/b', 'Basic dTpw']);
});

test('of https that sends more than is read, the sink hears the head, and what there is', async () => {
  const https: HttpsPort = {
    get: async (_, limit) => ({
      status: 200,
      headers: new Map([['content-length', '99999999']]),
      body: new Uint8Array(limit),
      cut: true,
    }),
  };
  const secure = new RangeClient({ tcp: new NodeTcp(), https }, 'Rill/1');
  const part = { offset: 0, length: 10 } as FilePart;
  const judge = (head: ResponseHead) => judgeAnswer(head, part, 99_999_999, 0);
  const sink = new PartSink(part, judge, () => {});
  const request = { url: 'https://a/b', first: 0, last: 9 };
  const answered = secure.get(request, sink, never);
  await expect(answered).rejects.toMatchObject({ code: 'no-ranges' });
});
