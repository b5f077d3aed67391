import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import type { TrackerError } from '../errors/tracker-error.ts';
import type { AnnouncePoint } from './announce-point.ts';
import type { TrackerEntry } from './tracker-entry.ts';

/** How it stands with one tracker, by one address family. Times are the clock's. */
export interface TrackerStatus {
  /** Whole, passkey and all. */
  readonly url: string;
  /** From 0. */
  readonly tier: number;
  /** undefined until it is known, and where the host alone decides. */
  readonly family: AddressFamily | undefined;
  /** 'idle': not asked yet. */
  readonly state: 'idle' | 'asking' | 'working' | 'failing';
  /** When the last answer came. */
  readonly answeredAt: number | undefined;
  /** When it is asked next; undefined while it is being asked, or is in reserve. */
  readonly nextAt: number | undefined;
  /** As the tracker counts them. */
  readonly seeds: number | undefined;
  readonly leechers: number | undefined;
  /** Downloads that were completed. */
  readonly completed: number | undefined;
  /** How many others the last answer told of. */
  readonly peers: number | undefined;
  /** What the tracker wants a person to read. */
  readonly warning: string | undefined;
  /** Why, when it is failing. */
  readonly error: TrackerError | undefined;
}

/** `inUse`: it is asked when its time comes. `isOurs`: of a peer, whether we are that. */
export function trackerStatuses(
  entry: TrackerEntry,
  inUse: boolean,
  isOurs: (peer: Endpoint) => boolean,
): TrackerStatus[] {
  const { url, tier, points } = entry;
  return points.map((point) => {
    const { family, answer, answeredAt, error } = point;
    const next = inUse ? point.dueAt(false) : Number.POSITIVE_INFINITY;
    return {
      url,
      tier,
      family,
      state: stateOf(point),
      answeredAt,
      nextAt: Number.isFinite(next) ? next : undefined,
      seeds: answer?.seeds,
      leechers: answer?.leechers,
      completed: answer?.completed,
      peers: answer?.peers.filter((peer) => !isOurs(peer)).length,
      warning: answer?.warning,
      error,
    };
  });
}

function stateOf(point: AnnouncePoint): TrackerStatus['state'] {
  if (point.asked !== undefined) return 'asking';
  if (point.error) return 'failing';
  return point.works ? 'working' : 'idle';
}
