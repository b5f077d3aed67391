import { perLocale } from '../i18n/text.ts';

const format = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      // "2.00" says that every piece is there twice.
      roundingMode: 'floor',
    } as Intl.NumberFormatOptions),
);

/** "1.25": distributed copies, as TorrentPieces has them. */
export function formatCopies(copies: number): string {
  return format().format(copies);
}
