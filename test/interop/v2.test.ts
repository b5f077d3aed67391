import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { type MadeTorrent, makeTorrent } from '../support/torrent.ts';

const PATIENCE_MS = 30_000;
const PIECE = 32 << 10;
const SIZES = {
  'a byte': 1,
  'a block': 16_384,
  'a piece': PIECE,
  'a piece and a byte': PIECE + 1,
  'deep/nothing': 0,
  // Of more pieces than one message tells the hashes of.
  'deep/many pieces': 520 * PIECE + 5,
};

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', SIZES);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const make = (version: 'v2' | 'hybrid') =>
  makeTorrent(files, { version, pieceLength: PIECE });
const link = ({ v2 }: MadeTorrent, peer: string) =>
  `magnet:?xt=urn:btmh:1220${v2}&x.pe=${peer}`;
const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

const WAYS = [
  ['v2', 'file'],
  ['v2', 'link'],
  ['hybrid', 'file'],
  ['hybrid', 'link'],
] as const;

describeWith('libtorrent', () => {
  test.each(WAYS)(
    'Rill downloads a %s torrent from libtorrent by its %s',
    async (version, by) => {
      const torrent = await make(version);
      const seeder = await scene.keep(seedWithLibtorrent(torrent));
      const what = by === 'file' ? torrent.path : link(torrent, seeder.address);
      const client = await scene.keep(rill.download(what, downloads, [seeder.address]));
      await client.complete(PATIENCE_MS);
      await arrived();
    },
    2 * PATIENCE_MS,
  );

  test.each(WAYS)(
    'libtorrent downloads a %s torrent from Rill by its %s',
    async (version, by) => {
      const torrent = await make(version);
      const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
      const path = by === 'file' ? torrent.path : link(torrent, seeder.address);
      const client = await scene.keep(
        downloadWithLibtorrent({ ...torrent, path }, downloads),
      );
      client.addPeer(seeder.address);
      await client.complete(PATIENCE_MS);
      await arrived();
    },
    2 * PATIENCE_MS,
  );

  test('files that are there prove themselves: Rill shares a link without any hashes', async () => {
    const torrent = await make('v2');
    const first = await scene.keep(seedWithLibtorrent(torrent));
    const second = await scene.keep(rill.seed(link(torrent, first.address), scene.dir));
    await first.stop();
    const path = link(torrent, second.address);
    const third = await scene.keep(
      downloadWithLibtorrent({ ...torrent, path }, downloads),
    );
    third.addPeer(second.address);
    await third.complete(PATIENCE_MS);
    await arrived();
  });
});
