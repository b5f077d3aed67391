import type { LegacyEncoding } from './legacy-encoding.ts';
import { nameCost } from './name-cost.ts';

/** Of two that are as plausible, the first one wins. */
const CANDIDATES: readonly LegacyEncoding[] = [
  'windows-1252',
  'windows-1251',
  'gbk',
  'shift_jis',
  'big5',
];

/** Bytes to look at: more would make nothing clearer. */
const ENOUGH = 32 * 1024;

/** The encoding that `names`, none of which is UTF-8, are most plausible in, all together. */
export function guessEncoding(names: readonly Uint8Array[]): LegacyEncoding {
  const costs = CANDIDATES.map(() => 0);
  let seen = 0;
  for (const name of names) {
    if (seen >= ENOUGH) break;
    seen += name.length;
    for (const [at, encoding] of CANDIDATES.entries()) {
      costs[at]! += nameCost(name, encoding);
    }
  }
  return CANDIDATES[costs.indexOf(Math.min(...costs))]!;
}
