import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import { CLIENTS, MixedSwarm } from '../../support/mixed-swarm.ts';
import { describeInNamespace } from '../../support/network-namespace.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const NAME = 'Großes 映画';

let stage: Stage;
let swarm: MixedSwarm;
let window: RillWindow;

describeInNamespace(
  ['chromium', 'libtorrent', 'aria2', 'transmission', 'opentracker'],
  () => {
    beforeEach(async () => {
      stage = await Stage.open();
      swarm = await MixedSwarm.open(stage.scene, NAME);
      const executable = join(stage.scene.dir, 'chromium');
      await swarm.network.writeEntry(executable, chromiumPath()!);
      ({ window } = await stage.start({ executable }));
    }, LIMIT_MS);

    afterEach(() => stage.close(), LIMIT_MS);

    /** Has the app go on with what lies in `folder`. */
    async function add(folder: string): Promise<void> {
      await window.chooseFolder(folder);
      await window.drop(swarm.torrent.path);
    }

    test(
      'Rill, three libtorrent peers, aria2 and Transmission each bring what only they have',
      async () => {
        const parts = 6;
        await swarm.join('libtorrent', 0, parts);
        await swarm.join('aria2', 1, parts);
        await swarm.deal(stage.downloads, 2, parts);
        await add(stage.downloads);
        await swarm.join('Transmission', 3, parts);
        await swarm.join('libtorrent', 4, parts);
        await swarm.join('libtorrent', 5, parts);
        await window.row(NAME).shows('Complete, seeding', LIMIT_MS);
        await swarm.complete(LIMIT_MS);
        expect(await swarm.differences(stage.downloads)).toEqual([]);
      },
      2 * LIMIT_MS,
    );

    test.each(CLIENTS)(
      'Rill alone seeds to %s',
      async (client) => {
        const { files, infoHash } = swarm.torrent;
        await add(files.parent);
        await window.row(NAME).shows('Complete, seeding', LIMIT_MS);
        await swarm.tracker.hasSeeder(infoHash);
        await swarm.join(client);
        await swarm.complete(LIMIT_MS);
        expect(await swarm.differences(files.parent)).toEqual([]);
      },
      2 * LIMIT_MS,
    );
  },
);
