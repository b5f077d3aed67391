import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { HostilePeer } from '../support/hostile-peer.ts';
import { seeded } from '../support/seeded.ts';
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
    'peers that send wrong data or garbage are dropped, and an honest one completes it',
    async () => {
      const options = { uploadLimit: 2 * MIB };
      const { torrent, seeder, tracker } = await seeded(stage, 'film', 8 * MIB, options);
      const { scene } = stage;
      const liar = await scene.keep(
        HostilePeer.withWrongData('127.0.0.2', torrent.infoHash, 32),
      );
      const babbler = await scene.keep(HostilePeer.withGarbage('127.0.0.3'));
      const beside = await seeded(stage, 'beside', 4 * MIB, { uploadLimit: MIB });
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);
      await window.drop(beside.torrent.path);
      await window.row('beside').shows('Downloading');

      tracker.peers = [liar.address, babbler.address, seeder.address];
      await window.drop(torrent.path);
      await window.sees('2 misbehaving peers dropped');
      await window.row('film').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
      expect(liar.connections).toBe(1);

      await window.row('beside').shows('Complete, seeding');
      expect(await differencesIn(beside.torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
