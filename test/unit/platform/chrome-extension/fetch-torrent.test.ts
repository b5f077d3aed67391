import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addText } from '../../../../background/platform/chrome-extension/additions.ts';
import { fetchTorrent } from '../../../../background/platform/chrome-extension/fetch-torrent.ts';
import type { HandedOver } from '../../../../src/api/companion.ts';

const TORRENT = Buffer.from('d4:infod6:lengthi1eee');

let server: Server;
let answer: (response: ServerResponse) => void;
let added: HandedOver[];
const outbox = {
  add: async (item: HandedOver) => {
    added.push(item);
    return 'delivered' as const;
  },
};

beforeEach(async () => {
  added = [];
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.torrent`;
const add = () => addText({ outbox, fetchTorrent }, url());

test('the torrent at a web address is handed over, by the name that it has there', async () => {
  answer = (response) => response.end(TORRENT);
  expect(await add()).toBe('delivered');
  const base64 = TORRENT.toString('base64');
  expect(added).toEqual([{ kind: 'file', name: 'a.torrent', base64 }]);
});

test('the site may call it otherwise', async () => {
  answer = (response) => {
    response.setHeader('content-disposition', 'attachment; filename="b c.torrent"');
    response.end(TORRENT);
  };
  expect(await fetchTorrent(url())).toMatchObject({ name: 'b c.torrent' });
});

test('a page that wants a login is no torrent', async () => {
  answer = (response) => response.end('<html>Log in</html>');
  expect(await add()).toBe('not-a-torrent');
  expect(added).toEqual([]);
});

test('a site that refuses is told of', async () => {
  answer = (response) => response.writeHead(403).end();
  expect(await add()).toBe('site-refused');
});

test('what is larger than the app takes is not read to its end', async () => {
  answer = (response) => {
    const chunk = Buffer.alloc(1 << 20, 'd');
    const more = () => {
      while (response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
  expect(await add()).toBe('too-large');
});

test('what cannot be read from here the engine tries by itself', async () => {
  answer = (response) => response.destroy();
  expect(await add()).toBe('delivered');
  expect(added).toEqual([{ kind: 'link', link: url() }]);
});
