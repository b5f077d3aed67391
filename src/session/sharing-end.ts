import type { SeedingLimit } from '../storage/torrent-options.ts';

/** How far a torrent that has everything has shared. */
export interface Shared {
  /** Bytes ever given. */
  readonly uploaded: number;
  /** Of the torrent, bytes: what is wanted of it. */
  readonly size: number;
  /** Milliseconds of sharing, ever. */
  readonly time: number;
  /** Milliseconds since somebody last got something. */
  readonly idle: number;
}

const MINUTE = 60_000;

/** Whether sharing has come to its end. */
export function sharingEnds(limit: SeedingLimit, shared: Shared): boolean {
  const { ratio, time, idle } = limit;
  // Of nothing, nobody ever gets any.
  if (ratio !== null && shared.size > 0 && shared.uploaded >= ratio * shared.size)
    return true;
  if (time !== null && shared.time >= time * MINUTE) return true;
  return idle !== null && shared.idle >= idle * MINUTE;
}

export const NEVER_ENDS: SeedingLimit = { ratio: null, time: null, idle: null };
