import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NodeHttps } from '../../../../background/platform/node/https.ts';
import { NodeTcp } from '../../../../background/platform/node/tcp.ts';

// The adapter leaves TLS to fetch; a server without it shows all the rest.
let server: Server;
let base: string;
const never = new AbortController().signal;
const https = new NodeHttps();

beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/plain':
        return response.end('hello');
      case '/raw?info_hash=%00%ff%E4':
        return response.end('as sent');
      case '/range':
        return response
          .writeHead(206, { 'Content-Range': `${request.headers.range} of 10` })
          .end();
      case '/moved':
        return response.writeHead(302, { location: '/plain' }).end('moved');
      case '/missing':
        return response.writeHead(404).end('no');
      case '/gzip':
        return response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(100_000)));
      case '/endless': {
        const more = () => {
          while (response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', more);
        return more();
      }
      case '/cut':
        response.writeHead(200, { 'content-length': '100' }).write('short');
        return setImmediate(() => request.socket.destroy());
      default:
        return undefined;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function text(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

test('gets status and body', async () => {
  const { status, headers, body, cut } = await https.get(`${base}/plain`, 5, never);
  expect(cut).toBe(false);
  expect([status, headers.get('location'), text(body)]).toEqual([
    200,
    undefined,
    'hello',
  ]);
});

test('sends the escapes of a query as they are', async () => {
  const { body } = await https.get(`${base}/raw?info_hash=%00%ff%E4`, 100, never);
  expect(text(body)).toBe('as sent');
});

test('sends the headers it is given, and gives back those of the answer', async () => {
  const asked = new Map([['Range', 'bytes=3-5']]);
  const { status, headers } = await https.get(`${base}/range`, 100, never, asked);
  expect([status, headers.get('content-range')]).toEqual([206, 'bytes=3-5 of 10']);
});

test('does not follow a redirect', async () => {
  const { status, headers } = await https.get(`${base}/moved`, 100, never);
  expect([status, headers.get('location')]).toEqual([302, '/plain']);
});

test('a status that is an error is an answer all the same', async () => {
  expect((await https.get(`${base}/missing`, 100, never)).status).toBe(404);
});

test('undoes gzip, and counts the limit on what comes out', async () => {
  expect((await https.get(`${base}/gzip`, 100_000, never)).body.length).toBe(100_000);
  const { body, cut } = await https.get(`${base}/gzip`, 99_999, never);
  expect([body.length, cut]).toEqual([99_999, true]);
});

test('leaves an endless body at the limit', async () => {
  const { status, body, cut } = await https.get(`${base}/endless`, 1_000_000, never);
  expect([status, body.length, cut]).toEqual([200, 1_000_000, true]);
});

test('a body cut short is an error of the network', async () => {
  await expect(https.get(`${base}/cut`, 1000, never)).rejects.toMatchObject({
    code: 'reset',
  });
});

test('a signal aborts what waits for an answer', async () => {
  const aborter = new AbortController();
  const waiting = https.get(`${base}/silent`, 100, aborter.signal);
  server.once('request', () => aborter.abort());
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
});

test('nobody there is refused, and nonsense fails', async () => {
  const listener = await new NodeTcp().listen({ host: '127.0.0.1', port: 0 }, () => {});
  listener.close();
  const gone = `http://127.0.0.1:${listener.local.port}/`;
  await expect(https.get(gone, 100, never)).rejects.toMatchObject({ code: 'refused' });
  await expect(https.get('no url', 100, never)).rejects.toMatchObject({ code: 'failed' });
});
