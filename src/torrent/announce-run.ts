import { Announcers } from './announcers.ts';
import type { Identity } from './identity.ts';
import type { Run } from './run.ts';
import type { TorrentContext } from './torrent-context.ts';

/** What trackers are told of a torrent. */
export interface Announced {
  readonly identity: Identity;
  /** By tier (BEP 12). */
  readonly tiers: readonly (readonly string[])[];
  /** Bytes. */
  left(): number;
  partialSeed(): boolean;
}

/** The trackers of a run, which bring it peers. They are not started. */
export function announceRun(
  context: TorrentContext,
  run: Run,
  { left, ...announced }: Announced,
): Announcers {
  const { clock, random } = context.ports;
  return new Announcers({
    ...announced,
    clock,
    random,
    http: context.http,
    port: () => context.listenPort() ?? 0,
    totals: () => ({
      uploaded: run.up.total,
      downloaded: run.down.total,
      left: left(),
    }),
    found: (peers, version) => run.addPeers(peers, 'tracker', version),
  });
}
