import { locale } from '../i18n/text.ts';

export interface Weekday {
  /** 0: Sunday, to 6. */
  readonly day: number;
  readonly short: string;
  readonly long: string;
}

/** Chromium has it, ECMAScript 2023 not yet. */
interface WeekLocale {
  getWeekInfo?(): { readonly firstDay: number };
}

/** A Sunday. */
const SUNDAY = Date.UTC(2026, 0, 4);
const DAY_MS = 86_400_000;
/** Sunday, as Intl counts. */
const LAST = 7;

/** The days of the week, from the one that it begins with where the locale is from. */
export function weekdays(): readonly Weekday[] {
  const tag = locale();
  const week = new Intl.Locale(tag) as Intl.Locale & WeekLocale;
  const first = week.getWeekInfo?.().firstDay ?? LAST;
  const name = (day: number, weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' }).format(
      SUNDAY + day * DAY_MS,
    );
  return Array.from({ length: 7 }, (_, index) => {
    const day = (first + index) % 7;
    return { day, short: name(day, 'short'), long: name(day, 'long') };
  });
}
