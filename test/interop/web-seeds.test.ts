import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent } from '../support/torrent.ts';
import {
  busyAtFirst,
  type Handle,
  serveFiles,
  serveWhole,
  WebServer,
} from '../support/web-server.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 40_000;
const SIZES = {
  'film.bin': 9 * MIB + 1,
  'deep/er/notes #1%.txt': 5,
  'deep/er/empty': 0,
  '日本語 ü.bin': 2 * MIB - 3,
};

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

async function torrentOf(
  files: FileSet,
  webSeeds: readonly string[],
  version: 'v1' | 'v2' | 'hybrid' = 'v1',
): Promise<string> {
  return (await makeTorrent(files, { version, webSeeds })).path;
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
    const { url, requests } = await served(busyAtFirst(2, 1, serve));
    await arrives(files, await torrentOf(files, [url]));
    expect(requests.length).toBeGreaterThan(2);
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
