import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  CLIENTS,
  MixedSwarm,
  openTrackedNetwork,
  type TrackedNetwork,
} from '../support/mixed-swarm.ts';
import { describeInNamespace } from '../support/network-namespace.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';

const PATIENCE_MS = 60_000;

let scene: Scene;
let place: TrackedNetwork;
let rill: RillCommand;
/** By client, who has it of Rill alone. All run at once: Transmission takes its time. */
const alone = new Map<string, MixedSwarm>();

describeInNamespace(['libtorrent', 'aria2', 'transmission', 'opentracker'], () => {
  beforeAll(async () => {
    scene = await Scene.open();
    place = await openTrackedNetwork(scene);
    rill = await RillCommand.build(scene.dir, place.home);
    for (const client of CLIENTS) {
      const swarm = await MixedSwarm.open(scene, place, `für ${client} 映画`);
      await scene.keep(rill.seed(swarm.torrent.path, swarm.original));
      await place.tracker.hasSeeder(swarm.torrent.infoHash);
      await swarm.join(client);
      alone.set(client, swarm);
    }
  }, PATIENCE_MS);

  afterAll(() => scene.close(), PATIENCE_MS);

  test(
    'Rill, three libtorrent peers, aria2 and Transmission each bring what only they have',
    async () => {
      const parts = 6;
      const downloads = join(scene.dir, 'downloads');
      await mkdir(downloads);
      const swarm = await MixedSwarm.open(scene, place, 'Großes 映画');
      await swarm.join('Transmission', 1, parts);
      await swarm.join('libtorrent', 0, parts);
      await swarm.deal(downloads, 2, parts);
      const client = await scene.keep(rill.download(swarm.torrent.path, downloads));
      await swarm.join('aria2', 3, parts);
      await swarm.join('libtorrent', 4, parts);
      await swarm.join('libtorrent', 5, parts);
      await client.complete(PATIENCE_MS);
      // What it has alone the others may still want.
      const seed = await scene.keep(rill.seed(swarm.torrent.path, downloads));
      await swarm.complete(PATIENCE_MS);
      expect(await swarm.differences(downloads)).toEqual([]);
      // All of them are honest.
      for (const { program } of [client, seed]) {
        expect(program.log()).not.toContain('"peer-dropped"');
      }
    },
    3 * PATIENCE_MS,
  );

  test.each(CLIENTS)(
    'Rill alone seeds to %s',
    async (client) => {
      const swarm = alone.get(client)!;
      await swarm.complete(PATIENCE_MS);
      expect(await swarm.differences(swarm.original)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );
});
