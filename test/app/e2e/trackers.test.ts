import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { freePort } from '../../support/free-port.ts';
import { makeTorrent } from '../../support/torrent.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { ScriptedTracker } from '../support/scripted-tracker.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const KIB = 1024;
const MIB = 1024 * KIB;

let stage: Stage;
let window: RillWindow;

/** Adds a torrent whose only tracker is that one. */
async function addWith(name: string, tracker: string): Promise<void> {
  const files = await makeFileSet(stage.shared, name, KIB, name.length);
  const torrent = await makeTorrent(files, { trackers: [tracker] });
  await window.drop(torrent.path);
}

describeWith(['chromium', 'libtorrent'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    ({ window } = await stage.start());
    await window.chooseFolder(stage.downloads);
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test.each<[string, (response: ServerResponse) => void, string]>([
    [
      'garbage',
      (response) => response.end('\u0000garbage\uffff'.repeat(99)),
      'The tracker answered with something other than a list of peers.',
    ],
    [
      'not found',
      (response) => response.writeHead(404).end('no such page'),
      'The tracker answered with an error.',
    ],
    [
      'failure',
      (response) => response.end('d14:failure reason14:not registerede'),
      'The tracker says: not registered',
    ],
  ])('a tracker that answers with: %s', async (name, answer, words) => {
    const tracker = await stage.scene.keep(ScriptedTracker.start(answer));
    await addWith(name, tracker.url);
    await window.row(name).shows(`Looking for peers ${words}`);
  });

  test('a tracker that is not there', async () => {
    await addWith('absent', `http://127.0.0.1:${await freePort()}/announce`);
    await window
      .row('absent')
      .shows('The tracker does not accept connections. Rill tries again by itself.');
  });

  test('none of it keeps another torrent from completing', async () => {
    const { torrent } = await seeded(stage, 'beside', MIB);
    await window.drop(torrent.path);
    await window.row('beside').shows('Complete, seeding');
    expect(await differencesIn(torrent.files, stage.downloads)).toEqual([]);
  });
});
