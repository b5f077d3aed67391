/** Neighbours in a row of buckets that are as full as each other. */
export interface BucketRun {
  /** In buckets; `to` is behind it. */
  readonly from: number;
  readonly to: number;
  /** Of its pieces that are had, above 0, to 1. */
  readonly share: number;
}

/** Shares are told apart so finely. */
const STEPS = 8;

/**
 * The pieces in at most `most` buckets of as many each, empty ones left out. `counts`: as
 * countPieces gives them.
 */
export function pieceBuckets(counts: Uint32Array, most: number): readonly BucketRun[] {
  const count = counts.length - 1;
  const buckets = Math.min(most, count);
  const runs: BucketRun[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.floor((bucket * count) / buckets);
    const end = Math.floor(((bucket + 1) * count) / buckets);
    const full = (counts[end]! - counts[first]!) / (end - first);
    const share = full === 0 ? 0 : Math.max(1, Math.floor(full * STEPS)) / STEPS;
    const before = runs.at(-1);
    if (share === 0) continue;
    if (before?.to === bucket && before.share === share) {
      runs[runs.length - 1] = { ...before, to: bucket + 1 };
    } else {
      runs.push({ from: bucket, to: bucket + 1, share });
    }
  }
  return runs;
}
