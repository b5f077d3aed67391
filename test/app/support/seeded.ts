import { makeFileSet } from '../../support/file-set.ts';
import {
  type LibtorrentOptions,
  type LibtorrentPeer,
  seedWithLibtorrent,
} from '../../support/libtorrent.ts';
import { type MadeTorrent, makeTorrent } from '../../support/torrent.ts';
import { ScriptedTracker } from './scripted-tracker.ts';
import type { Stage } from './stage.ts';

export interface SeededOptions extends LibtorrentOptions {
  /** v1 by default. */
  readonly version?: 'v1' | 'v2' | 'hybrid';
  /** Addresses of HTTP servers that have the files, too. */
  readonly webSeeds?: readonly string[];
}

export interface Seeded {
  readonly torrent: MadeTorrent;
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
  { version = 'v1', webSeeds = [], ...options }: SeededOptions = {},
): Promise<Seeded> {
  const files = await makeFileSet(stage.shared, name, sizes, name.length);
  const tracker = await stage.scene.keep(ScriptedTracker.start());
  const trackers = [tracker.url];
  const torrent = await makeTorrent(files, { trackers, webSeeds, version });
  const seeder = await stage.scene.keep(seedWithLibtorrent(torrent, options));
  tracker.peers = [seeder.address];
  return { torrent, seeder, tracker };
}
