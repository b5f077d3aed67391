/** A torrent, or link, that is to run, as the queue sees it. */
export interface QueueEntry {
  readonly id: string;
  readonly kind: QueueKind;
  /** It runs whatever the queue says. */
  readonly forced: boolean;
  /** As what it holds its place now; undefined: it waits. */
  readonly runsAs: QueueKind | undefined;
  /** It runs, and nothing came or went for minutes; or it gave way for that not long ago. */
  readonly stalled: boolean;
}

export type QueueKind = 'download' | 'seed';

/** How many may run at once; 0: any number. */
export interface QueueLimits {
  readonly download: number;
  readonly seed: number;
  /** Of both kinds together, those that are stalled counted in. */
  readonly total: number;
}

/**
 * Who may run, of those that are to, first to last.
 *
 *  1. Who is forced runs, and is not counted.
 *  2. Each other takes a place in all and a slot of its kind; one that is stalled holds no
 *     slot, and its place only while nobody fresh waits for it.
 *  3. What moves goes on, even where stalled ones that woke up make more than the limits: only
 *     `anew`, when a person changed order or limits, do the first get the slots.
 *  4. Who has completed needs a slot of its new kind.
 *  5. Who gave way for having stalled waits behind all others.
 */
export function admitted(
  entries: readonly QueueEntry[],
  limits: QueueLimits,
  anew: boolean,
): Set<string> {
  const chosen = new Set<string>();
  const used = { download: 0, seed: 0, total: 0 };
  const room = (what: keyof QueueLimits) =>
    limits[what] === 0 || used[what] < limits[what];
  /** `slot`: whether it counts among its kind. */
  const choose = ({ id, kind }: QueueEntry, slot: boolean) => {
    chosen.add(id);
    used.total++;
    if (slot) used[kind]++;
  };
  const chooseWhere = (fits: (entry: QueueEntry) => boolean, slot: boolean) => {
    for (const entry of entries) {
      if (chosen.has(entry.id) || !fits(entry) || !room('total')) continue;
      if (!slot || room(entry.kind)) choose(entry, slot);
    }
  };
  for (const { id, forced } of entries) if (forced) chosen.add(id);
  if (!anew) for (const entry of entries) if (moves(entry)) choose(entry, true);
  chooseWhere(({ stalled }) => !stalled, true);
  chooseWhere(({ stalled, runsAs }) => stalled && runsAs !== undefined, false);
  chooseWhere(() => true, true);
  return chosen;
}

function moves({ forced, stalled, kind, runsAs }: QueueEntry): boolean {
  return !forced && !stalled && runsAs === kind;
}
