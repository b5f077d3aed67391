import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { eventually } from '../support/eventually.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 120_000;
const MIB = 1024 * 1024;
/** Chromium suspends a page that it needs no more some 15 seconds after the last window. */
const SUSPENDED_MS = 60_000;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent', 'xvfb'], () => {
  test(
    'a download goes on without the window; with nothing to do the engine sleeps',
    async () => {
      // 22 seconds: longer than Chromium would keep an idle page.
      const options = { uploadLimit: MIB };
      const { torrent, seeder } = await seeded(stage, 'film', 22 * MIB, options);
      const rill = await stage.startOnScreen();
      await rill.window.chooseFolder(stage.downloads);
      await rill.window.drop(torrent.path);
      await rill.window.row('film').shows('Downloading');
      await rill.closeWindow();
      await eventually(
        async () => (await seeder.stats()).uploaded >= 22 * MIB,
        async () => `all of it uploaded: ${JSON.stringify(await seeder.stats())}`,
        LIMIT_MS,
      );
      await eventually(
        async () => (await differencesIn(torrent.files, stage.downloads)).length === 0,
        () => 'the file whole, without a window',
      );
      expect(rill.isAwake).toBe(true);

      const window = await rill.launchAgain();
      await window.row('film').shows('Complete, seeding');
      await window.row('film').press('Pause');
      await window.row('film').shows('Complete, paused');
      await rill.closeWindow();
      await eventually(
        async () => !rill.isAwake,
        () => 'the engine asleep',
        SUSPENDED_MS,
      );

      const last = await rill.launchAgain();
      await last.row('film').shows('Complete, paused');
    },
    LIMIT_MS,
  );
});
