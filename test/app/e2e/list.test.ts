import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { eventually } from '../support/eventually.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

let stage: Stage;
let window: RillWindow;

describeWith(['chromium', 'libtorrent'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    ({ window } = await stage.start());
    await window.chooseFolder(stage.downloads);
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test(
    'pausing lets go of the peers, resuming completes',
    async () => {
      const options = { uploadLimit: 2 * MIB };
      const { torrent, seeder } = await seeded(stage, 'pause', 8 * MIB, options);
      const row = window.row('pause');
      await window.drop(torrent.path);
      await row.reaches(20);

      await row.press('Pause');
      await row.shows('Paused');
      await eventually(
        async () => (await seeder.stats()).peers === 0,
        () => 'the seeder left alone',
      );
      const { uploaded } = await seeder.stats();
      expect(uploaded).toBeLessThan(6 * MIB);

      await row.press('Resume');
      await row.shows('Complete, seeding');
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a torrent that is there already is told of, and not added again',
    async () => {
      const { torrent } = await seeded(stage, 'twice', MIB);
      await window.drop(torrent.path);
      await window.row('twice').shows('Complete, seeding');
      await window.drop(torrent.path);
      await window.sees('twice is in your list already.');
      const names = await window.names();
      expect(names.filter((name) => name === 'twice')).toEqual(['twice']);
    },
    LIMIT_MS,
  );

  test(
    'removing a torrent leaves its files, unless the person has them deleted',
    async () => {
      const sizes = { 'a/b/one.bin': MIB + 1, 'a/two.bin': 5, 'empty.txt': 0 };
      const kept = await seeded(stage, 'kept', sizes);
      const deleted = await seeded(stage, 'deleted', sizes);
      for (const { torrent } of [kept, deleted]) {
        await window.drop(torrent.path);
        await window.row(torrent.files.name).shows('Complete, seeding');
      }

      await window.row('kept').press('Remove');
      await window.row('kept').isGone();

      await window.row('deleted').press('More');
      await window.click('menuitem', 'Remove and delete files…');
      await window.click('button', 'Remove and delete files');
      await window.row('deleted').isGone();

      await eventually(
        async () => !(await readdir(stage.downloads)).includes('deleted'),
        async () => `deleted gone: ${await readdir(stage.downloads)}`,
      );
      expect(await differencesIn(kept.torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a pasted magnet link gets its details from a peer, and completes',
    async () => {
      const sizes = { 'one.bin': 3 * MIB, 'below/two.bin': MIB };
      const { torrent, seeder } = await seeded(stage, 'magnet', sizes);
      await window.paste(magnetOf(torrent, seeder.address));
      await window.row('magnet').shows('Complete, seeding');
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a link is shown with its files once asked to, and only the chosen one is downloaded',
    async () => {
      const sizes = { 'one.bin': 3 * MIB, 'below/two.bin': MIB };
      const { torrent, seeder } = await seeded(stage, 'choice', sizes);
      await window.click('button', 'Settings');
      await window.page.locator('label ::-p-text(Ask before a download begins)').click();
      await window.click('button', 'Done');

      await window.paste(magnetOf(torrent, seeder.address));
      await window.find('dialog', 'Add a torrent');
      await window.sees('4.19 MB in 2 files');
      await window.click('checkbox', 'Download one.bin');
      await window.sees('1.05 MB of 4.19 MB in 1 of 2 files');
      await (await window.find('textbox', 'Labels')).type('Sunday');
      await window.click('checkbox', 'Do not ask again');
      await window.click('button', 'Download');

      const complete = await window.row('choice').shows('Complete, seeding');
      expect(complete).toContain('Sunday');
      const folder = join(stage.downloads, 'choice');
      const present = await readdir(folder, { recursive: true });
      expect(present.sort()).toEqual(['below', 'below/two.bin']);
      expect((await seeder.stats()).uploaded).toBeLessThan(2 * MIB);
      await window.drop(torrent.path);
      await window.sees('choice is in your list already.');
    },
    LIMIT_MS,
  );
});
