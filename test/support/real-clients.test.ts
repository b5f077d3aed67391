import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { downloadWithAria2, seedWithAria2 } from './aria2.ts';
import { describeWith } from './counterpart.ts';
import { differencesIn, makeFileSet } from './file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from './libtorrent.ts';
import { LibtorrentDht } from './libtorrent-dht.ts';
import { Opentracker } from './opentracker.ts';
import { Scene } from './scene.ts';
import { makeTorrent } from './torrent.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const PATIENCE_MS = 15_000;

let scene: Scene;
let downloads: string;

beforeEach(async () => {
  scene = await Scene.open();
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
});

afterEach(() => scene.close());

describeWith(['libtorrent', 'aria2'], () => {
  test('libtorrent downloads what aria2 seeds, from the address it is given', async () => {
    const files = await makeFileSet(scene.dir, 'set', { 'a.bin': 3 * MIB, 'b/c.bin': 5 });
    const torrent = await makeTorrent(files);
    const seeder = await scene.keep(seedWithAria2(torrent));
    const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));

    client.addPeer(seeder.address);
    await client.complete(PATIENCE_MS);

    expect(await differencesIn(files, downloads)).toEqual([]);
    expect(await client.stats()).toMatchObject({ done: 3 * MIB + 5 });
  });
});

describeWith(['libtorrent', 'aria2', 'opentracker'], () => {
  test('aria2 finds a libtorrent seeder by opentracker over HTTP', async () => {
    const tracker = await scene.keep(Opentracker.start());
    const files = await makeFileSet(scene.dir, 'one.bin', 2 * MIB + 1);
    const torrent = await makeTorrent(files, { trackers: [tracker.httpUrl] });
    await tracker.allow(torrent.infoHash);
    await scene.keep(seedWithLibtorrent(torrent));
    await tracker.hasSeeder(torrent.infoHash);

    const client = await scene.keep(downloadWithAria2(torrent, downloads));
    await client.complete(PATIENCE_MS);

    expect(await differencesIn(files, downloads)).toEqual([]);
  });
});

describeWith(['libtorrent', 'opentracker'], () => {
  test('libtorrent finds a seeder by opentracker over UDP', async () => {
    const tracker = await scene.keep(Opentracker.start());
    const files = await makeFileSet(scene.dir, 'one.bin', MIB);
    const torrent = await makeTorrent(files, { trackers: [tracker.udpUrl] });
    await tracker.allow(torrent.infoHash);
    await scene.keep(seedWithLibtorrent(torrent));
    await tracker.hasSeeder(torrent.infoHash);

    const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));
    await client.complete(PATIENCE_MS);

    expect(await differencesIn(files, downloads)).toEqual([]);
  });
});

describeWith('libtorrent', () => {
  test("the seeder's upload limit holds on loopback", async () => {
    const files = await makeFileSet(scene.dir, 'one.bin', 2 * MIB);
    const torrent = await makeTorrent(files);
    const seeder = await scene.keep(seedWithLibtorrent(torrent, { uploadLimit: MIB }));
    const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));

    const start = performance.now();
    client.addPeer(seeder.address);
    await client.complete(PATIENCE_MS);

    expect(performance.now() - start).toBeGreaterThan(1_500);
  });
});

describeWith('libtorrent', () => {
  test('a magnet link without a tracker is enough in a DHT of libtorrent nodes', async () => {
    const files = await makeFileSet(scene.dir, 'one.bin', MIB);
    const torrent = await makeTorrent(files);
    const dht = await scene.keep(LibtorrentDht.start(8));
    dht.add(0, torrent.path, files.parent);
    await dht.complete(0, PATIENCE_MS);
    dht.add(1, `magnet:?xt=urn:btih:${torrent.infoHash}`, downloads);
    await dht.complete(1, PATIENCE_MS);
    expect(await differencesIn(files, downloads)).toEqual([]);
  });
});
