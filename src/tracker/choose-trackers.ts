import type { TrackerEntry } from './tracker-entry.ts';

/** How many trackers of a torrent are announced to at a time. */
export type Reach =
  /** The first that works, tier after tier (BEP 12). */
  | 'first-tier'
  /** The first of each tier that works. */
  | 'every-tier'
  | 'every-tracker';

export interface Choice {
  /** Those to ask now. */
  readonly ask: readonly TrackerEntry[];
  /** Those whose turn it is, asked now or not: the others are in reserve. */
  readonly inUse: ReadonlySet<TrackerEntry>;
  /** When to choose again, unless something changes before. */
  readonly wake: number;
}

export interface ChoiceOptions {
  readonly reach: Reach;
  /** Milliseconds without an answer after which the next tracker is asked beside. */
  readonly patience: number;
  /** Whether peers are wanted. */
  readonly needy: boolean;
  /** Whether they may come to be wanted. */
  readonly incomplete: boolean;
  readonly now: number;
}

/**
 * Which trackers to ask (BEP 12). Tiers are gone through in order, and each tier in its own:
 * who works, or is being asked, stands for its tier; who failed is passed over, and is
 * asked again when its time has come, whoever works meanwhile.
 */
export function chooseTrackers(
  tiers: readonly (readonly TrackerEntry[])[],
  { reach, patience, needy, incomplete, now }: ChoiceOptions,
): Choice {
  const ask: TrackerEntry[] = [];
  const inUse = new Set<TrackerEntry>();
  let wake = Number.POSITIVE_INFINITY;
  for (const tier of tiers) {
    let served = false;
    for (const entry of tier) {
      inUse.add(entry);
      const isDue = entry.dueAt(needy) <= now;
      if (isDue) ask.push(entry);
      const asked = isDue ? now : entry.asked;
      const given = asked === undefined ? Number.NEGATIVE_INFINITY : asked + patience;
      const stands = entry.works || given > now;
      if (given > now) wake = Math.min(wake, given);
      const next = incomplete ? entry.lookAt(now) : entry.dueAt(false);
      if (!isDue) wake = Math.min(wake, next);
      if (!stands) continue;
      served = true;
      if (reach !== 'every-tracker') break;
    }
    if (served && reach === 'first-tier') break;
  }
  return { ask, inUse, wake };
}
