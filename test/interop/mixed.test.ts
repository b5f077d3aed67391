import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CLIENTS, MixedSwarm } from '../support/mixed-swarm.ts';
import { describeInNamespace } from '../support/network-namespace.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';

const PATIENCE_MS = 60_000;

let scene: Scene;
let swarm: MixedSwarm;
let rill: RillCommand;
let downloads: string;

describeInNamespace(['libtorrent', 'aria2', 'transmission', 'opentracker'], () => {
  beforeEach(async () => {
    scene = await Scene.open();
    swarm = await MixedSwarm.open(scene, 'Großes 映画');
    rill = await RillCommand.build(scene.dir, swarm.home);
    downloads = join(scene.dir, 'downloads');
    await mkdir(downloads);
  }, PATIENCE_MS);

  afterEach(() => scene.close(), PATIENCE_MS);

  test(
    'Rill, three libtorrent peers, aria2 and Transmission each bring what only they have',
    async () => {
      const parts = 6;
      await swarm.join('libtorrent', 0, parts);
      await swarm.join('aria2', 1, parts);
      await swarm.deal(downloads, 2, parts);
      const client = await scene.keep(rill.download(swarm.torrent.path, downloads));
      await swarm.join('Transmission', 3, parts);
      await swarm.join('libtorrent', 4, parts);
      await swarm.join('libtorrent', 5, parts);
      await client.complete(PATIENCE_MS);
      await scene.keep(rill.seed(swarm.torrent.path, downloads));
      await swarm.complete(PATIENCE_MS);
      expect(await swarm.differences(downloads)).toEqual([]);
    },
    3 * PATIENCE_MS,
  );

  test.each(CLIENTS)(
    'Rill alone seeds to %s',
    async (client) => {
      await scene.keep(rill.seed(swarm.torrent.path, swarm.torrent.files.parent));
      await swarm.tracker.hasSeeder(swarm.torrent.infoHash);
      await swarm.join(client);
      await swarm.complete(PATIENCE_MS);
      expect(await swarm.differences(swarm.torrent.files.parent)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );
});
