/** Neighbouring parts of a torrent that are as well to be had as each other. */
export interface AvailabilityRun {
  /** In parts; `to` is behind it. */
  readonly from: number;
  readonly to: number;
  /** 0: nobody has it all, to 4: many have. */
  readonly level: number;
}

/** Peers from which each level above the first begins. */
const LEVELS = [1, 2, 4, 8];

/** `parts`: peers by part, as TorrentPieces has them. */
export function availabilityRuns(parts: Uint8Array): readonly AvailabilityRun[] {
  const runs: AvailabilityRun[] = [];
  for (const [part, peers] of parts.entries()) {
    const level = LEVELS.filter((from) => peers >= from).length;
    const before = runs.at(-1);
    if (before?.level === level) runs[runs.length - 1] = { ...before, to: part + 1 };
    else runs.push({ from: part, to: part + 1, level });
  }
  return runs;
}
