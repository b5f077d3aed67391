import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { downloadWithLibtorrent } from '../../support/libtorrent.ts';
import { eventually } from '../support/eventually.ts';
import { filesInChrome } from '../support/files-in-chrome.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
const SIZES = { 'a/b/one.bin': 6 * MIB + 1, 'empty.txt': 0, 'two.bin': 3 };

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'without a folder files stay inside Chrome, until one click saves them',
    async () => {
      const { torrent, seeder } = await seeded(stage, 'inside', SIZES);
      const { window } = await stage.start();
      await window.sees('Keep them inside Chrome for now');
      await window.drop(torrent.path);
      const row = window.row('inside');
      await row.shows('Complete, seeding Saved inside Chrome');
      await window.sees('Downloads are kept inside Chrome until you choose a folder.');
      expect(await filesInChrome(window.page)).toEqual([
        'inside/a/b/one.bin',
        'inside/empty.txt',
        'inside/two.bin',
      ]);

      await window.chooseFolder(stage.downloads);
      await window.click('button', 'Save to \u2068Downloads\u2069: inside');
      await row.shows(/^(?!.*inside Chrome).*Complete, seeding/);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
      await eventually(
        async () => (await filesInChrome(window.page)).length === 0,
        async () => `nothing inside Chrome: ${await filesInChrome(window.page)}`,
      );

      await seeder.stop();
      const port = /Listening on port (\d+)/.exec(await window.text())?.[1];
      const client = await stage.scene.keep(
        downloadWithLibtorrent(torrent, stage.scene.dir),
      );
      client.addPeer(`127.0.0.1:${port}`);
      await client.complete(LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.scene.dir)).toEqual([]);
    },
    LIMIT_MS,
  );
});
