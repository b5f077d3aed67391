import { LOCALE, text } from '../i18n/text.ts';

const FORMAT = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** "1.25": bytes given for each byte had; "–" while nothing is had. */
export function formatRatio(given: number, had: number): string {
  return had > 0 ? FORMAT.format(given / had) : text('row.nothing');
}
