import { perLocale } from '../i18n/text.ts';

const format = perLocale(
  (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }),
);

/** "a, b, c", as the locale has it. */
export function formatList(words: readonly string[]): string {
  return format().format(words);
}
