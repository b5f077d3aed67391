import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { seedWithLibtorrent } from '../../support/libtorrent.ts';
import type { Opentracker } from '../../support/opentracker.ts';
import { makeTorrent } from '../../support/torrent.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

describeWith(['chromium', 'libtorrent', 'opentracker'], () => {
  let stage: Stage;
  let window: RillWindow;
  let tracker: Opentracker;

  beforeAll(async () => {
    stage = await Stage.open();
    tracker = await stage.tracker();
    ({ window } = await stage.start());
    await window.chooseFolder(stage.downloads);
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  /** Its only tracker is asked over UDP, by name. */
  async function tracked(name: string) {
    const files = await makeFileSet(stage.shared, name, MIB, name.length);
    const trackers = [`udp://localhost:${tracker.port}/announce`];
    return makeTorrent(files, { trackers });
  }

  test(
    'a tracker over UDP, by its name, brings the peers',
    async () => {
      const torrent = await tracked('brought');
      await tracker.allow(torrent.infoHash);
      await stage.scene.keep(seedWithLibtorrent(torrent));
      await tracker.hasSeeder(torrent.infoHash);
      await window.drop(torrent.path);
      await window.row('brought').shows('Complete, seeding');
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
