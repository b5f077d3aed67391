import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { seeded } from '../support/seeded.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'the folder deleted while downloading: told of, and put right by Retry',
    async () => {
      const options = { uploadLimit: 2 * MIB };
      const { torrent } = await seeded(stage, 'film', 6 * MIB, options);
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.drop(torrent.path);
      const row = window.row('film');
      await row.reaches(10);
      await rm(stage.downloads, { recursive: true });
      await row.shows('The folder is not there any more. Reconnect the drive or put');

      await mkdir(stage.downloads);
      await row.press('Retry');
      await row.shows('Complete, seeding');
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  const possible = SmallDisk.possible();
  const name = possible ? 'on a disk of 8 MiB' : 'skipped, mounting a disk takes root';
  (possible ? describe : describe.skip)(name, () => {
    test(
      'the disk running full: told of, and put right by making room and Retry',
      async () => {
        const disk = await stage.scene.keep(Promise.resolve(new SmallDisk(8 * MIB)));
        const folder = join(disk.path, 'Downloads');
        await mkdir(folder);
        const other = join(disk.path, 'other.bin');
        await writeFile(other, Buffer.alloc(4 * MIB));
        const options = { uploadLimit: 4 * MIB };
        const { torrent } = await seeded(stage, 'film', 6 * MIB, options);
        const { window } = await stage.start();
        await window.chooseFolder(folder);
        await window.drop(torrent.path);
        const row = window.row('film');
        await row.shows('There is no space left. Free some space, then retry.');
        await window.sees('film stopped.');
        expect(await row.percent()).toBeGreaterThan(0);

        await rm(other);
        await row.press('Retry');
        await row.shows('Complete, seeding');
        expect(await differencesIn(torrent.files, folder)).toEqual([]);
      },
      LIMIT_MS,
    );
  });
});
