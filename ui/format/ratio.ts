import { perLocale, text } from '../i18n/text.ts';

const format = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
);

/** "1.25": bytes given for each byte had; "–" while nothing is had. */
export function formatRatio(given: number, had: number): string {
  return had > 0 ? format().format(given / had) : text('row.nothing');
}
