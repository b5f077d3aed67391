import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SystemClock } from '../../../background/host/system-clock.ts';
import { NodeTcp } from '../../../background/platform/node/tcp.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { HttpClient } from '../../../src/http/http-client.ts';
import { nodeSha } from '../../support/node-sha.ts';

const BODY = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * at) >> 7);
const LIMITS = { maxBytes: 4_000_000, timeoutMs: 10_000 };

let server: Server;
let base: string;
const http = new HttpClient(
  { tcp: new NodeTcp(), https: undefined, clock: new SystemClock() },
  'Rill/1',
);

beforeEach(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/length':
        return void response.setHeader('Content-Length', BODY.length).end(BODY);
      case '/chunked':
        response.write(BODY.subarray(0, 1_000_000));
        return void response.end(BODY.subarray(1_000_000));
      case '/gzip':
        return void response.setHeader('Content-Encoding', 'gzip').end(gzipSync(BODY));
      case '/away':
        return void response.writeHead(307, { Location: '/length' }).end();
      default:
        return void response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

test.each(['/length', '/chunked', '/gzip', '/away'])(
  'Node serves 3 MB at %s, and they arrive whole',
  async (path) => {
    const { status, body } = await http.get(base + path, LIMITS);
    expect(status).toBe(200);
    const [arrived, sent] = await Promise.all([
      nodeSha.digest('sha1', [body]),
      nodeSha.digest('sha1', [BODY]),
    ]);
    expect(toHex(arrived)).toBe(toHex(sent));
  },
);

test('a port where nobody listens refuses', async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await expect(http.get(`http://127.0.0.1:${port}/`, LIMITS)).rejects.toMatchObject({
    name: 'NetworkError',
    code: 'refused',
  });
});
