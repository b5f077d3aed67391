import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { seedWithLibtorrent } from '../../support/libtorrent.ts';
import { folderKept } from '../support/folder-kept.ts';
import { Stage } from '../support/stage.ts';
import { trackedTorrent } from '../support/tracked-torrent.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
const SIZE = 16 * MIB;
/** Bytes a second. */
const RATE = 4 * MIB;
/**
 * What a second brings, as in test/interop: the piece that had begun, verified pieces that wait
 * for neighbours (a tenth of a second), are being written, or are not yet on record (another
 * tenth), what was on its way through the sockets, and what a busy machine adds to each.
 */
const IN_FLIGHT = RATE;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent', 'opentracker'], () => {
  test(
    'a download killed half-way goes on by itself and fetches only what was in flight again',
    async () => {
      const { torrent, seeder } = await trackedTorrent(stage, 'Big.bin', SIZE, (one) =>
        seedWithLibtorrent(one, { uploadLimit: RATE }),
      );
      const first = await stage.start();
      await first.window.chooseFolder(stage.downloads);
      await folderKept(first.profile, stage.downloads);
      await first.window.drop(torrent.path);
      await first.window.row('Big.bin').reaches(50);
      await first.kill();
      const before = (await seeder.stats()).uploaded;
      expect(before).toBeLessThan(0.75 * SIZE);

      const { window } = await stage.start();
      const row = window.row('Big.bin');
      await row.shows('Downloading');
      expect(await row.percent()).toBeGreaterThanOrEqual(45);
      await row.shows('Complete, seeding', LIMIT_MS);

      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
      const { uploaded } = await seeder.stats();
      expect(uploaded).toBeGreaterThanOrEqual(SIZE);
      expect(uploaded - SIZE).toBeLessThan(IN_FLIGHT);
    },
    LIMIT_MS,
  );
});
