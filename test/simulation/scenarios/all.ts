import type { Scenario } from '../instrument/scenario.ts';
import { farPeer } from './far-peer.ts';
import { flashCrowd } from './flash-crowd.ts';
import { freeRiders } from './free-riders.ts';
import { leaving } from './leaving.ts';
import { downLimit, upLimit } from './limits.ts';
import { partition } from './partition.ts';
import { poisoners } from './poisoners.ts';
import { stalls } from './stalls.ts';

/** Those that hold with any seed. */
export const ALL: readonly Scenario[] = [
  flashCrowd,
  stalls,
  poisoners,
  freeRiders,
  farPeer,
  downLimit,
  upLimit,
  partition,
  leaving,
];
