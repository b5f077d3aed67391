import { makeFileSet } from '../../support/file-set.ts';
import type { Stoppable } from '../../support/scene.ts';
import { makeTorrent, type Torrent } from '../../support/torrent.ts';
import type { Stage } from './stage.ts';

export interface Tracked<Seeder> {
  readonly torrent: Torrent;
  readonly seeder: Seeder;
}

/** A torrent of new files, `seed`ed to a real tracker that it names (HTTP). */
export async function trackedTorrent<Seeder extends Stoppable>(
  stage: Stage,
  name: string,
  sizes: number | Readonly<Record<string, number>>,
  seed: (torrent: Torrent) => Promise<Seeder>,
): Promise<Tracked<Seeder>> {
  const tracker = await stage.tracker();
  const files = await makeFileSet(stage.shared, name, sizes);
  const torrent = await makeTorrent(files, { trackers: [tracker.httpUrl] });
  await tracker.allow(torrent.infoHash);
  const seeder = await stage.scene.keep(seed(torrent));
  await tracker.hasSeeder(torrent.infoHash);
  return { torrent, seeder };
}
