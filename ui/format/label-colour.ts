import { labelKey } from '../../src/api/labels.ts';

/** The number of a label's colour, 0 to 7, the same wherever it is shown: FNV-1a, mixed. */
export function labelColour(label: string): number {
  let sum = 0x811c9dc5;
  for (const character of labelKey(label)) {
    sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193);
  }
  return Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d) >>> 29;
}
