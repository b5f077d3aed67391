import { makeFileSet } from '../../support/file-set.ts';
import {
  type LibtorrentOptions,
  type LibtorrentPeer,
  seedWithLibtorrent,
} from '../../support/libtorrent.ts';
import { makeTorrent, type Torrent } from '../../support/torrent.ts';
import { ScriptedTracker } from './scripted-tracker.ts';
import type { Stage } from './stage.ts';

export interface Seeded {
  readonly torrent: Torrent;
  readonly seeder: LibtorrentPeer;
  readonly tracker: ScriptedTracker;
}

/**
 * A torrent of new files that libtorrent seeds; its tracker, a scripted one, tells of that
 * seeder.
 */
export async function seeded(
  stage: Stage,
  name: string,
  sizes: number | Readonly<Record<string, number>>,
  options: LibtorrentOptions = {},
): Promise<Seeded> {
  const files = await makeFileSet(stage.shared, name, sizes, name.length);
  const tracker = await stage.scene.keep(ScriptedTracker.start());
  const torrent = await makeTorrent(files, { trackers: [tracker.url] });
  const seeder = await stage.scene.keep(seedWithLibtorrent(torrent, options));
  tracker.peers = [seeder.address];
  return { torrent, seeder, tracker };
}
