import { perLocale } from '../i18n/text.ts';

const tenths = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
);
const whole = perLocale((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));

/** Of a share from 0 to 1. Rounded down, so that 100% says that nothing is missing. */
export function formatPercent(share: number): string {
  if (share >= 1) return whole().format(1);
  return tenths().format(Math.floor(share * 1000) / 1000);
}

/** The same in whole percents. */
export function formatWholePercent(share: number): string {
  return whole().format(Math.floor(share * 100) / 100);
}
