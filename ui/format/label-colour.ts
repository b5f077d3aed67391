import { labelKey } from '../../src/api/labels.ts';

/** As many as tokens.css has of them. */
const COLOURS = 8;

/** The number of a label's colour, the same wherever it is shown. */
export function labelColour(label: string): number {
  let sum = 0;
  for (const character of labelKey(label)) {
    sum = (Math.imul(sum, 31) + character.codePointAt(0)!) >>> 0;
  }
  return (sum ^ (sum >>> 16)) % COLOURS;
}
