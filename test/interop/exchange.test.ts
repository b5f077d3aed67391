import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { downloadWithAria2, seedWithAria2 } from '../support/aria2.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { Opentracker } from '../support/opentracker.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
/** Odd sizes, an empty file, a deep one, a name beyond ASCII. */
const SIZES = {
  'film.bin': 9 * MIB + 1,
  'deep/er/notes.txt': 5,
  'deep/er/empty': 0,
  '日本語 ü.bin': 2 * MIB - 3,
};

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', SIZES);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

/** A tracker, and the torrent that names it. */
async function track(): Promise<Opentracker> {
  const tracker = await scene.keep(Opentracker.start());
  torrent = await makeTorrent(files, { trackers: [tracker.httpUrl] });
  await tracker.allow(torrent.infoHash);
  return tracker;
}

describeWith('libtorrent', () => {
  beforeEach(async () => {
    torrent = await makeTorrent(files);
  });

  test('Rill downloads from libtorrent', async () => {
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    const client = await scene.keep(
      rill.download(torrent.path, downloads, [seeder.address]),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('libtorrent downloads from Rill', async () => {
    const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
    const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));
    client.addPeer(seeder.address);
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('Rill gets a magnet link from libtorrent', async () => {
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    const link = magnetLink(torrent, { peer: seeder.address });
    const client = await scene.keep(rill.download(link, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('libtorrent gets a magnet link from Rill', async () => {
    const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
    const magnet = { ...torrent, path: magnetLink(torrent, {}) };
    const client = await scene.keep(downloadWithLibtorrent(magnet, downloads));
    client.addPeer(seeder.address);
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});

describeWith(['libtorrent', 'aria2'], () => {
  beforeEach(async () => {
    torrent = await makeTorrent(files);
  });

  test('Rill downloads from aria2', async () => {
    const seeder = await scene.keep(seedWithAria2(torrent));
    const client = await scene.keep(
      rill.download(torrent.path, downloads, [seeder.address]),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('Rill downloads from libtorrent and aria2 at once', async () => {
    const limit = { uploadLimit: 8 * MIB };
    const one = await scene.keep(seedWithLibtorrent(torrent, limit));
    const other = await scene.keep(seedWithAria2(torrent));
    const client = await scene.keep(
      rill.download(torrent.path, downloads, [one.address, other.address]),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});

describeWith(['libtorrent', 'aria2', 'opentracker'], () => {
  test('Rill finds libtorrent by a tracker', async () => {
    const tracker = await track();
    await scene.keep(seedWithLibtorrent(torrent));
    await tracker.hasSeeder(torrent.infoHash);
    const client = await scene.keep(rill.download(torrent.path, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('aria2 finds Rill by a tracker', async () => {
    const tracker = await track();
    await scene.keep(rill.seed(torrent.path, scene.dir));
    await tracker.hasSeeder(torrent.infoHash);
    const client = await scene.keep(downloadWithAria2(torrent, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('aria2 gets a magnet link from Rill', async () => {
    const tracker = await track();
    await scene.keep(rill.seed(torrent.path, scene.dir));
    await tracker.hasSeeder(torrent.infoHash);
    const path = magnetLink(torrent, { tracker: tracker.httpUrl });
    const client = await scene.keep(downloadWithAria2({ ...torrent, path }, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});
