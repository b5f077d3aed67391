import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../../support/file-set.ts';
import { downloadWithLibtorrent } from '../../support/libtorrent.ts';
import { filesInChrome } from '../support/files-in-chrome.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
const SIZES = {
  'cover.jpg': 70_001,
  'disc 1/Ænima – первый.flac': 9 * MIB + 12_345,
  'disc 1/空.txt': 0,
  'disc 2/last.flac': 3 * MIB,
};

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

/** Gets from Rill what it shares, by the torrent file it saves, and compares. */
async function libtorrentGets(files: FileSet, window: RillWindow): Promise<void> {
  const path = await window.saveTorrentFile(files.name, stage.scene.dir);
  const torrent = { path, files, infoHash: '' };
  const client = await stage.scene.keep(downloadWithLibtorrent(torrent, stage.downloads));
  client.addPeer(await window.address());
  await client.complete(LIMIT_MS);
  expect(await differencesIn(files, stage.downloads)).toEqual([]);
}

/** What lies in the folder of what is shared, to see that it is left alone. */
const shared = async () => (await readdir(stage.shared, { recursive: true })).sort();

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'a dropped folder is shared where it is and downloads in libtorrent',
    async () => {
      const files = await makeFileSet(stage.shared, 'Álbum', SIZES);
      const before = await shared();
      const { window } = await stage.start();
      await window.share([join(stage.shared, 'Álbum')], 'Hybrid');
      await window.row('Álbum').shows('Complete, seeding');
      await libtorrentGets(files, window);
      expect(await shared()).toEqual(before);
      expect(await filesInChrome(window.page)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a dropped file is shared alone',
    async () => {
      const files = await makeFileSet(stage.shared, 'film.mkv', 5 * MIB + 3);
      const { window } = await stage.start();
      await window.share([join(stage.shared, 'film.mkv')]);
      await window.row('film.mkv').shows('Complete, seeding');
      await libtorrentGets(files, window);
    },
    LIMIT_MS,
  );

  test(
    'files and folders dropped together are shared as one torrent',
    async () => {
      await makeFileSet(stage.shared, 'Álbum', SIZES);
      const { window } = await stage.start();
      const names = ['cover.jpg', 'disc 1', 'disc 2'];
      await window.share(names.map((name) => join(stage.shared, 'Álbum', name)));
      await window.row('cover').shows('Complete, seeding');
      // The same bytes, in a folder that is called as the torrent is.
      const expected = join(stage.scene.dir, 'expected');
      await libtorrentGets(await makeFileSet(expected, 'cover', SIZES), window);
    },
    LIMIT_MS,
  );

  test(
    'making a torrent can be given up midway',
    async () => {
      await makeFileSet(stage.shared, 'large.bin', 600 * MIB);
      const before = await shared();
      const { window } = await stage.start();
      await window.share([join(stage.shared, 'large.bin')]);
      const row = window.row('large.bin');
      await row.shows('Making the torrent');
      await row.press('Cancel');
      await row.isGone();
      expect(await shared()).toEqual(before);
    },
    LIMIT_MS,
  );

  test(
    'what was shared is still seeded, and labelled, when the app starts again',
    async () => {
      const files = await makeFileSet(stage.shared, 'Álbum', SIZES);
      const first = await stage.start();
      await first.window.share([join(stage.shared, 'Álbum')]);
      await first.window.row('Álbum').shows('Complete, seeding');
      await first.window.row('Álbum').press('More');
      await first.window.click('menuitem', 'Labels…');
      await (await first.window.find('textbox', 'New label')).type('Música');
      await first.window.click('button', 'Save');
      await first.window.row('Álbum').shows('Música');
      await first.stop();

      const { window } = await stage.start();
      await window.row('Álbum').shows('Complete, seeding');
      await window.row('Álbum').shows('Música');
      await libtorrentGets(files, window);
    },
    LIMIT_MS,
  );

  test(
    'what is shared cannot be deleted with its torrent',
    async () => {
      await makeFileSet(stage.shared, 'Álbum', SIZES);
      const before = await shared();
      const { window } = await stage.start();
      await window.share([join(stage.shared, 'Álbum')]);
      const row = window.row('Álbum');
      await row.shows('Complete, seeding');
      await row.press('More');
      await window.click('menuitem', 'Remove and delete files…');
      await window.click('button', 'Remove and delete files');
      await window.sees('The folder cannot be written to.');
      await row.isGone();
      expect(await shared()).toEqual(before);
    },
    LIMIT_MS,
  );
});
