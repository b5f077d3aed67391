import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import type { Host } from '../support/host.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { LocalNetwork } from '../support/local-network.ts';
import { describeInNamespace } from '../support/network-namespace.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const PATIENCE_MS = 30_000;
const settings = { enable_lsd: true };

let scene: Scene;
let hosts: readonly [Host, Host];
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;
/** Without trackers or peers, as libtorrent takes it, too. */
let link: Torrent;

describeInNamespace(['libtorrent'], () => {
  beforeEach(async () => {
    scene = await Scene.open();
    ({ hosts } = await scene.keep(LocalNetwork.open()));
    rill = await RillCommand.build(scene.dir, hosts[0], true);
    downloads = join(scene.dir, 'downloads');
    await mkdir(downloads);
    files = await makeFileSet(scene.dir, 'set', { 'film.bin': (3 << 20) + 1 });
    torrent = await makeTorrent(files);
    link = { ...torrent, path: magnetLink(torrent, {}) };
  }, PATIENCE_MS);

  afterEach(() => scene.close(), PATIENCE_MS);

  test(
    'a link alone completes from libtorrent on another machine of the local network',
    async () => {
      await scene.keep(seedWithLibtorrent(torrent, { host: hosts[1], settings }));
      const client = await scene.keep(rill.download(link.path, downloads));
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  test(
    'a link alone completes in libtorrent, which finds Rill or is found by it',
    async () => {
      await scene.keep(rill.seed(torrent.path, scene.dir));
      const peer = await scene.keep(
        downloadWithLibtorrent(link, downloads, { host: hosts[1], settings }),
      );
      await peer.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  test(
    'two programs on one machine share the port, and a link alone completes',
    async () => {
      await scene.keep(seedWithLibtorrent(torrent, { host: hosts[0], settings }));
      const client = await scene.keep(rill.download(link.path, downloads));
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );
});
