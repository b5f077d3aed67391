import { LOCALE } from '../i18n/text.ts';

const FORMAT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const WHOLE = new Intl.NumberFormat(LOCALE, { style: 'percent' });

/** Of a share from 0 to 1. Rounded down, so that 100% says that nothing is missing. */
export function formatPercent(share: number): string {
  if (share >= 1) return WHOLE.format(1);
  return FORMAT.format(Math.floor(share * 1000) / 1000);
}
