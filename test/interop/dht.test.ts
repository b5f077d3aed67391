import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { LibtorrentDht } from '../support/libtorrent-dht.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 60_000;

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;
/** Without a tracker. */
let link: string;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', { 'a.bin': 3 * MIB + 1, 'b.txt': 5 });
  torrent = await makeTorrent(files);
  link = `magnet:?xt=urn:btih:${torrent.infoHash}`;
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

describeWith('libtorrent', () => {
  test(
    'a link alone is enough in a DHT of 20 libtorrent nodes, one of which has the torrent',
    async () => {
      const dht = await scene.keep(LibtorrentDht.start(20));
      dht.add(7, torrent.path, files.parent);
      await dht.complete(7, PATIENCE_MS);
      const client = await scene.keep(
        rill.downloadByDht(link, downloads, [dht.nodes[0]!]),
      );
      await client.complete(PATIENCE_MS);
      await arrived();
    },
    PATIENCE_MS,
  );

  test(
    'libtorrent finds Rill by what it announced in a DHT of 20 libtorrent nodes',
    async () => {
      const dht = await scene.keep(LibtorrentDht.start(20));
      await scene.keep(rill.seed(torrent.path, files.parent, [dht.nodes[3]!]));
      dht.add(11, link, downloads);
      await dht.complete(11, PATIENCE_MS);
      await arrived();
    },
    PATIENCE_MS,
  );
});
