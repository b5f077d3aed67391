import { perLocale } from '../i18n/text.ts';

const toSecond = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
);
const toMinute = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
);
const withDay = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    }),
);

/** "10:15:04". Of milliseconds since 1970. */
export function formatSecond(time: number): string {
  return toSecond().format(time);
}

/** "10:15". */
export function formatMinute(time: number): string {
  return toMinute().format(time);
}

/** "10:15:04" of today, "Jan 2, 10:15:04" of another day. */
export function formatMoment(time: number, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  return isToday ? formatSecond(time) : withDay().format(time);
}
