import { formatCount, text } from '../i18n/text.ts';
import type { NumberRule } from './read-number.ts';

/** What to say of a number that the rule does not allow. */
export function wrongNumber({ min, max, whole, empty }: NumberRule): string {
  const kind = whole ? 'whole' : 'decimal';
  const orEmpty = empty === undefined ? '' : '-or-empty';
  const values = { min: formatCount(min), max: formatCount(max) };
  return text(`settings.wrong-${kind}${orEmpty}`, values);
}
