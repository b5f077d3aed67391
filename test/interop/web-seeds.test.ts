import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import { withWebSeeds } from '../../src/metainfo/with-sources.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene, type Stoppable } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 40_000;
const SIZES = {
  'film.bin': 9 * MIB + 1,
  'deep/er/notes #1%.txt': 5,
  'deep/er/empty': 0,
  '日本語 ü.bin': 2 * MIB - 3,
};

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Any HTTP server on loopback. */
class WebServer implements Stoppable {
  readonly requests: string[] = [];
  readonly #server: Server;

  static async start(handle: Handle): Promise<WebServer> {
    const server = new WebServer(handle);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  private constructor(handle: Handle) {
    this.#server = createServer((request, response) => {
      this.requests.push(request.url!);
      void handle(request, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let scene: Scene;
let rill: RillCommand;
let downloads: string;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** Files below `dir` by range, as plain servers give them; `wrong` changes what it sends. */
function serveFiles(dir: string, wrong = false): Handle {
  return async (request, response) => {
    const path = join(
      dir,
      decodeURIComponent(new URL(request.url!, 'http://a').pathname),
    );
    const file = await open(path).catch(() => undefined);
    if (!file) return response.writeHead(404).end();
    const { size } = await file.stat();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const first = Number(from ?? 0);
    const last = Number(to ?? size - 1);
    const bytes = Buffer.alloc(last - first + 1);
    await file.read(bytes, 0, bytes.length, first);
    await file.close();
    if (wrong) bytes[0]! ^= 0xff;
    if (from === undefined) return response.writeHead(200).end(bytes);
    response.writeHead(206, { 'Content-Range': `bytes ${first}-${last}/${size}` });
    return response.end(bytes);
  };
}

/** A server that knows no ranges. */
function serveWhole(dir: string): Handle {
  const serve = serveFiles(dir);
  return (request, response) => {
    delete request.headers.range;
    return serve(request, response);
  };
}

async function torrentOf(
  files: FileSet,
  webSeeds: readonly string[],
  version: 'v1' | 'v2' | 'hybrid' = 'v1',
): Promise<string> {
  const { path } = await makeTorrent(files, { version });
  const file = withWebSeeds(await readFile(path), webSeeds);
  expect(parseTorrent(file).webSeeds).toEqual(webSeeds);
  await writeFile(path, file);
  return path;
}

/** Downloads from the web seeds alone, and compares. */
async function arrives(files: FileSet, torrent: string): Promise<void> {
  const client = await scene.keep(rill.download(torrent, downloads));
  await client.complete(PATIENCE_MS);
  expect(await differencesIn(files, downloads)).toEqual([]);
}

const served = (handle: Handle) => scene.keep(WebServer.start(handle));

describeWith('libtorrent', () => {
  test.each(['v1', 'v2', 'hybrid'] as const)(
    'the files of %s come from a web server alone',
    async (version) => {
      const files = await makeFileSet(scene.dir, 'set', SIZES);
      const { url } = await served(serveFiles(scene.dir));
      await arrives(files, await torrentOf(files, [url], version));
    },
  );

  test('one file comes by its own address', async () => {
    const files = await makeFileSet(scene.dir, 'film.bin', 9 * MIB + 1);
    const { url } = await served(serveFiles(scene.dir));
    await arrives(files, await torrentOf(files, [`${url}film.bin`]));
  });

  test('small files come of a server that knows no ranges', async () => {
    const files = await makeFileSet(scene.dir, 'set', { a: MIB + 5, b: 70_000 });
    const { url } = await served(serveWhole(scene.dir));
    await arrives(files, await torrentOf(files, [url]));
  });

  test('a server that is busy for a second is waited for', async () => {
    const files = await makeFileSet(scene.dir, 'set', SIZES);
    const serve = serveFiles(scene.dir);
    let refusals = 0;
    const { url } = await served((request, response) => {
      if (refusals++ > 1) return serve(request, response);
      return response.writeHead(503, { 'Retry-After': '1' }).end('busy');
    });
    await arrives(files, await torrentOf(files, [url]));
    expect(refusals).toBeGreaterThan(2);
  });

  test('redirects to another server are followed', async () => {
    const files = await makeFileSet(scene.dir, 'set', SIZES);
    const mirror = await served(serveFiles(scene.dir));
    const { url } = await served((request, response) => {
      const Location = `${mirror.url.slice(0, -1)}${request.url}`;
      return response.writeHead(302, { Location }).end('over there');
    });
    await arrives(files, await torrentOf(files, [url]));
  });

  // A seed that keeps silent is given up after 20 seconds.
  test(
    'a liar and one that hangs are left for an honest one',
    async () => {
      const files = await makeFileSet(scene.dir, 'set', SIZES);
      const liar = await served(serveFiles(scene.dir, true));
      const silent = await served(() => {});
      const honest = await served(serveFiles(scene.dir));
      const torrent = await torrentOf(files, [liar.url, silent.url, honest.url]);
      const client = await scene.keep(rill.download(torrent, downloads));
      const { error } = await client.peerDropped(PATIENCE_MS);
      expect([error.fault, error.code]).toEqual(['web-seed', 'wrong-data']);
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );
});
