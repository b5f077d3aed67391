import type { Contestant } from '../contestant.ts';
import { aria2 } from './aria2.ts';
import { libtorrent } from './libtorrent.ts';
import { rawPageOnly, rawStaged } from './raw-pipeline.ts';
import { rillAutomatic, rillChromeSockets } from './rill-app.ts';
import { rillNode } from './rill-node.ts';
import { webtorrent } from './webtorrent.ts';

/** In the order in which each round runs them. */
export const CONTESTANTS: readonly Contestant[] = [
  rillAutomatic,
  rillChromeSockets,
  rillNode,
  libtorrent,
  aria2,
  webtorrent,
  rawPageOnly,
  rawStaged,
];
