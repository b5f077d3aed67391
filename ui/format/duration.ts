import { perLocale } from '../i18n/text.ts';

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

const formats = perLocale((locale) =>
  UNITS.map(
    ({ unit }) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
  ),
);

/** "2h 5m", "45s": the largest unit and the next, rounded down. Whole seconds, 0 or more. */
export function formatDuration(seconds: number): string {
  const first = UNITS.findIndex((unit) => seconds >= unit.seconds);
  const at = first < 0 ? UNITS.length - 1 : first;
  const large = Math.floor(seconds / UNITS[at]!.seconds);
  const parts = [formats()[at]!.format(large)];
  const next = UNITS[at + 1];
  if (next) {
    const small = Math.floor((seconds % UNITS[at]!.seconds) / next.seconds);
    if (small > 0) parts.push(formats()[at + 1]!.format(small));
  }
  return parts.join(' ');
}
