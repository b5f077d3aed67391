import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import {
  CLIENTS,
  MixedSwarm,
  openTrackedNetwork,
  type TrackedNetwork,
} from '../../support/mixed-swarm.ts';
import { describeInNamespace } from '../../support/network-namespace.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const PROGRAMS = [
  'chromium',
  'libtorrent',
  'aria2',
  'transmission',
  'opentracker',
] as const;

let stage: Stage;
let place: TrackedNetwork;
let window: RillWindow;
/** By client, who has it of Rill alone. All run at once: Transmission takes its time. */
const alone = new Map<string, MixedSwarm>();

/** Adds the torrent to go on with what lies in `folder`. */
async function add({ torrent }: MixedSwarm, folder: string): Promise<void> {
  await window.chooseFolder(folder);
  await window.drop(torrent.path);
}

const complete = ({ torrent }: MixedSwarm) =>
  window.row(torrent.files.name).shows('Complete, seeding', LIMIT_MS);

describeInNamespace(PROGRAMS, () => {
  beforeAll(async () => {
    stage = await Stage.open();
    place = await openTrackedNetwork(stage.scene);
    const executable = join(stage.scene.dir, 'chromium');
    await place.network.writeEntry(executable, chromiumPath()!);
    ({ window } = await stage.start({ executable }));
    for (const client of CLIENTS) {
      const swarm = await MixedSwarm.open(stage.scene, place, `für ${client} 映画`);
      await add(swarm, swarm.original);
      await complete(swarm);
      await place.tracker.hasSeeder(swarm.torrent.infoHash);
      await swarm.join(client);
      alone.set(client, swarm);
    }
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test(
    'Rill, three libtorrent peers, aria2 and Transmission each bring what only they have',
    async () => {
      const parts = 6;
      const swarm = await MixedSwarm.open(stage.scene, place, 'Großes 映画');
      await swarm.join('Transmission', 1, parts);
      await swarm.join('libtorrent', 0, parts);
      await swarm.deal(stage.downloads, 2, parts);
      await add(swarm, stage.downloads);
      await swarm.join('aria2', 3, parts);
      await swarm.join('libtorrent', 4, parts);
      await swarm.join('libtorrent', 5, parts);
      await complete(swarm);
      await swarm.complete(LIMIT_MS);
      expect(await swarm.differences(stage.downloads)).toEqual([]);
      expect(await window.text()).not.toContain('misbehaving');
    },
    3 * LIMIT_MS,
  );

  test.each(CLIENTS)(
    'Rill alone seeds to %s',
    async (client) => {
      const swarm = alone.get(client)!;
      await swarm.complete(LIMIT_MS);
      expect(await swarm.differences(swarm.original)).toEqual([]);
    },
    2 * LIMIT_MS,
  );
});
