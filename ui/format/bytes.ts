import { perLocale } from '../i18n/text.ts';

const PREFIXES = ['', 'kilo', 'mega', 'giga', 'tera', 'peta'] as const;

interface Scaled {
  readonly value: number;
  readonly prefix: (typeof PREFIXES)[number];
  readonly digits: number;
}

/**
 * Three significant digits, the same number of them whatever the value, so that a column of
 * figures stays still. Decimal prefixes, as Intl has them: 1 kB is 1000 bytes.
 */
function scale(bytes: number, smallest: 0 | 1): Scaled {
  let step: number = smallest;
  let value = bytes / 1000 ** smallest;
  while (value >= 999.5 && step < PREFIXES.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = value === 0 || step === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return { value, prefix: PREFIXES[step]!, digits };
}

/** There are a few dozen. */
const kept = perLocale((locale) => ({
  locale,
  formats: new Map<string, Intl.NumberFormat>(),
}));

function formatFor(unit: string, digits: number): Intl.NumberFormat {
  const key = `${unit} ${digits}`;
  const { locale, formats } = kept();
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : shortest(locale),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

/** In Arabic the short form of kB is a word of eight letters. */
function shortest(locale: string): 'narrow' | 'short' {
  return new Intl.Locale(locale).language === 'ar' ? 'narrow' : 'short';
}

/** "1.24 GB", "640 bytes". */
export function formatBytes(bytes: number): string {
  const { value, prefix, digits } = scale(bytes, 0);
  return formatFor(`${prefix}byte`, digits).format(value);
}

/** "3.40 MB/s"; never in bytes, which nobody waits for. Of bytes a second. */
export function formatRate(rate: number): string {
  const { value, prefix, digits } = scale(rate, 1);
  return formatFor(`${prefix}byte-per-second`, digits).format(value);
}
