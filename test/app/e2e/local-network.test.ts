import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../../support/libtorrent.ts';
import { LocalNetwork } from '../../support/local-network.ts';
import { describeInNamespace } from '../../support/network-namespace.ts';
import { makeTorrent } from '../../support/torrent.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const SIZES = { 'film.bin': (3 << 20) + 1 };

let stage: Stage;
let network: LocalNetwork;
let window: RillWindow;

/** Files in a folder of their own, and their torrent, which names nobody. */
async function make(name: string) {
  const parent = join(stage.scene.dir, `of ${name}`);
  await mkdir(parent);
  const files = await makeFileSet(parent, name, SIZES);
  const torrent = await makeTorrent(files);
  return { parent, files, torrent, link: magnetOf(torrent) };
}

/** libtorrent on the other machine. */
const elsewhere = () => ({ host: network.hosts[1], settings: { enable_lsd: true } });

describeInNamespace(['chromium', 'libtorrent'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    network = await stage.scene.keep(LocalNetwork.open());
    const executable = join(stage.scene.dir, 'chromium');
    await network.writeEntry(executable, chromiumPath()!);
    ({ window } = await stage.start({ executable }));
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test(
    'a link alone completes from libtorrent on another machine of the local network',
    async () => {
      const { files, torrent, link } = await make('theirs');
      await stage.scene.keep(seedWithLibtorrent(torrent, elsewhere()));
      await window.chooseFolder(stage.downloads);
      await window.paste(link);
      await window.row('theirs').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(files, stage.downloads)).toEqual([]);
    },
    2 * LIMIT_MS,
  );

  test(
    'a link alone completes in libtorrent, which finds the app or is found by it',
    async () => {
      const { parent, files, torrent, link } = await make('ours');
      await window.chooseFolder(parent);
      await window.drop(torrent.path);
      await window.row('ours').shows('Complete, seeding', LIMIT_MS);
      const dir = join(stage.scene.dir, 'elsewhere');
      await mkdir(dir);
      const peer = await stage.scene.keep(
        downloadWithLibtorrent({ ...torrent, path: link }, dir, elsewhere()),
      );
      await peer.complete(LIMIT_MS);
      expect(await differencesIn(files, dir)).toEqual([]);
    },
    2 * LIMIT_MS,
  );
});
