import { perLocale } from '../i18n/text.ts';

const format = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }),
);
const days = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
);
/** Milliseconds since 1970 that a Date can hold, either way (ECMA-262, time values). */
const FARTHEST = 8.64e15;

/** "2 January 2026 at 10:15", as the locale has it. Of milliseconds since 1970. */
export function formatDate(time: number): string {
  return format().format(bounded(time));
}

/** "2 Jan 2026". */
export function formatDay(time: number): string {
  return days().format(bounded(time));
}

function bounded(time: number): number {
  return Math.max(-FARTHEST, Math.min(time, FARTHEST));
}
