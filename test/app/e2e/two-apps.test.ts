import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { dealPieces } from '../../support/dealt-pieces.ts';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { makeTorrent } from '../../support/torrent.ts';
import { ScriptedTracker } from '../support/scripted-tracker.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1 << 20;
const PIECE = 256 << 10;
const SIZES = {
  'film/part 1.mkv': 43 * MIB + 12_345,
  'film/字幕.srt': 70_001,
  empty: 0,
  'last.bin': 9 * MIB,
};

let stages: readonly [Stage, Stage];

beforeEach(async () => {
  stages = await Promise.all([Stage.open(), Stage.open()]);
}, LIMIT_MS);

afterEach(() => Promise.all(stages.map((stage) => stage.close())), LIMIT_MS);

// libtorrent makes the torrent.
describeWith(['chromium', 'libtorrent'], () => {
  test(
    'two Rills, each with every other piece, get the rest from each other',
    async () => {
      const [{ scene, shared }] = stages;
      const files = await makeFileSet(shared, 'Großes 映画', SIZES);
      const tracker = await scene.keep(ScriptedTracker.start());
      const trackers = [tracker.url];
      const torrent = await makeTorrent(files, { trackers, pieceLength: PIECE });
      const windows = await Promise.all(
        stages.map(async (stage, index) => {
          await dealPieces(files, PIECE, stage.downloads, (piece) => piece % 2 === index);
          const { window } = await stage.start();
          await window.chooseFolder(stage.downloads);
          return window;
        }),
      );
      tracker.peers = await Promise.all(windows.map((window) => window.address()));

      for (const window of windows) await window.drop(torrent.path);
      for (const window of windows) {
        await window.row('Großes 映画').shows('Complete, seeding', LIMIT_MS);
      }
      for (const { downloads } of stages) {
        expect(await differencesIn(files, downloads)).toEqual([]);
      }
    },
    2 * LIMIT_MS,
  );
});
