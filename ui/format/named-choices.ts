import { perLocale } from '../i18n/text.ts';
import type { Choice } from '../store/facets.ts';

const collator = perLocale((tag) => new Intl.Collator(tag, { numeric: true }));

/** The names that can be chosen, as a person looks for them. */
export function namesOf(counts: ReadonlyMap<Choice, number>): readonly string[] {
  const names = [...counts.keys()].filter((choice) => choice.startsWith('='));
  return names.map((choice) => choice.slice(1)).sort(collator().compare);
}
