import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import {
  downloadWithLibtorrent,
  type LibtorrentPeer,
  seedWithLibtorrent,
} from '../support/libtorrent.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { type MadeTorrent, makeTorrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 30_000;
/** libtorrent tells all that it sends and gets (alert_category::all). */
const TALKATIVE = { settings: { alert_mask: 0x7fffffff } };

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: MadeTorrent;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', { 'film.bin': 9 * MIB + 1 });
  torrent = await makeTorrent(files);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** The first line of its log that is like that. */
function said({ program }: LibtorrentPeer, what: RegExp): Promise<true> {
  return program.find(`${what}`, (line) => what.test(line) || undefined, PATIENCE_MS);
}

describeWith('libtorrent', () => {
  test('libtorrent hears by the fast extension that Rill has all', async () => {
    const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
    const client = await scene.keep(
      downloadWithLibtorrent(torrent, downloads, TALKATIVE),
    );
    const heard = said(client, /<== HAVE_ALL/);
    client.addPeer(seeder.address);
    await client.complete(PATIENCE_MS);
    await heard;
    expect(await differencesIn(files, downloads)).toEqual([]);
  });

  test('Rill says by the fast extension that it has none, and hears that libtorrent has all', async () => {
    const seeder = await scene.keep(seedWithLibtorrent(torrent, TALKATIVE));
    const heard = [said(seeder, /==> HAVE_ALL/), said(seeder, /<== HAVE_NONE/)];
    const client = await scene.keep(
      rill.download(torrent.path, downloads, [seeder.address]),
    );
    await client.complete(PATIENCE_MS);
    await Promise.all(heard);
    expect(await differencesIn(files, downloads)).toEqual([]);
  });
});
