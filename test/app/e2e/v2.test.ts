import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { magnetOf } from '../support/magnet-of.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
/** Files of several pieces, of one, of less than a block, and of nothing. */
const SIZES = {
  'film/part 1.mkv': 24 * MIB + 12_345,
  'film/字幕.srt': 70_001,
  'film/tiny.nfo': 5,
  'empty.txt': 0,
  'last.bin': 3 * MIB,
};

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent'], () => {
  test.each(['v2', 'hybrid'] as const)(
    'a torrent made by libtorrent arrives whole in a dropped folder: %s',
    async (version) => {
      const { torrent } = await seeded(stage, 'Großes 映画', SIZES, { version });
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.drop(torrent.path);
      await window.row('Großes 映画').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a magnet link with nothing but a v2 hash gets metadata, piece layers and files',
    async () => {
      const { torrent, seeder } = await seeded(stage, 'nur v2', SIZES, { version: 'v2' });
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.paste(magnetOf(torrent, seeder.address));
      await window.row('nur v2').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
