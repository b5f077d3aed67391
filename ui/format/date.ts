import { perLocale } from '../i18n/text.ts';

const format = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }),
);
/** Milliseconds since 1970 that a Date can hold, either way (ECMA-262, time values). */
const FARTHEST = 8.64e15;

/** "2 January 2026 at 10:15", as the locale has it. Of milliseconds since 1970. */
export function formatDate(time: number): string {
  return format().format(Math.max(-FARTHEST, Math.min(time, FARTHEST)));
}
