import type { Endpoint } from '../bytes/endpoint.ts';
import type { TrackerError } from '../errors/tracker-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Reach } from './choose-trackers.ts';
import type { TrackerClient } from './tracker-client.ts';

export interface AnnouncerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly client: TrackerClient;
  /** Announce URLs, tier by tier (BEP 12). */
  readonly tiers: readonly (readonly string[])[];
  /** A private torrent has one tracker at a time, whatever the reach (BEP 27). */
  readonly isPrivate: boolean;
  reach(): Reach;
  readonly infoHash: Uint8Array;
  readonly peerId: Uint8Array;
  /** The same for a whole session; 32 bits. */
  readonly key: number;
  /** Where we can be reached. */
  port(): number;
  totals(): {
    readonly uploaded: number;
    readonly downloaded: number;
    readonly left: number;
  };
  /** Whether we have everything there is. */
  seed(): boolean;
  /** Whether all is there that is wanted, but not all there is (BEP 21). */
  partialSeed(): boolean;
  /** For how many peers there is room. */
  room(): number;
  /** Whether the torrent stands still for want of peers. */
  needsPeers(): boolean;
  found(peers: readonly Endpoint[]): void;
  /** Whether that is this program itself: some trackers tell us of ourselves. */
  isOurs(peer: Endpoint): boolean;
  /** A tracker fails otherwise than before or, without an error, answers again. */
  heard(tracker: string, error: TrackerError | undefined): void;
  /** Our own address, of 4 or 16 bytes, as the tracker at that host sees it (BEP 24). */
  seenAs(ip: Uint8Array, tracker: string): void;
}
