import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { seedWithAria2 } from '../../support/aria2.ts';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { seedWithLibtorrent } from '../../support/libtorrent.ts';
import { Stage } from '../support/stage.ts';
import { trackedTorrent } from '../support/tracked-torrent.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

/** What torrents are made of: nested, named in several scripts, empty, and a tiny last piece. */
const LARGE = {
  'film/part 1.mkv': 64 * MIB,
  'film/extras/szöveg – 字幕.srt': 70_001,
  'empty.txt': 0,
  'music/Ænima/01 – первый.flac': 37 * MIB + 12_345,
  'שלום/🎈.bin': 3 * MIB,
  'last.bin': 3 * MIB - (70_001 + 12_345) + 5,
};
const SMALL = {
  'a/b/c/deep.bin': 5 * MIB + 3,
  'empty.txt': 0,
  '東京.bin': 2 * MIB,
};

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

describeWith(['chromium', 'libtorrent', 'opentracker'], () => {
  test(
    'a dropped torrent arrives whole in a dropped folder, from a seeder that the tracker knew',
    async () => {
      const { torrent } = await trackedTorrent(stage, 'Großes 映画', LARGE, (one) =>
        seedWithLibtorrent(one, { uploadLimit: 40 * MIB }),
      );
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.drop(torrent.path);

      const row = window.row('Großes 映画');
      await row.shows(/Downloading .*\d% .*MB\/s/);
      const complete = await row.shows('Complete, seeding', LIMIT_MS);
      expect(complete).toContain(' 100% ');
      expect(await row.percent()).toBe(100);
      await window.sees('Großes 映画 is complete.');
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'the same over chrome.sockets, which the settings choose and the window tells',
    async () => {
      const { torrent } = await trackedTorrent(stage, 'Kleines', SMALL, (one) =>
        seedWithLibtorrent(one),
      );
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.page.click('.bar-network');
      await window.sees('Sockets Direct Sockets');
      await window.click('button', 'Settings…');
      const choice = await window.find('combobox', 'Sockets');
      await choice.select('chrome-sockets');
      await window.click('button', 'Done');
      await window.page.click('.bar-network');
      await window.sees('Sockets Chrome sockets');
      await window.press('Escape');
      await window.seesNoMore('Chrome sockets');
      await window.drop(torrent.path);

      await window.row('Kleines').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
      await window.page.click('.bar-network');
      await window.sees('Sockets Chrome sockets');
    },
    LIMIT_MS,
  );
});

describeWith(['chromium', 'aria2', 'libtorrent', 'opentracker'], () => {
  test(
    'a torrent picked in the file dialog arrives whole from aria2',
    async () => {
      const { torrent } = await trackedTorrent(
        stage,
        'Großes 映画',
        LARGE,
        seedWithAria2,
      );
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.pick(torrent.path);

      await window.row('Großes 映画').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
