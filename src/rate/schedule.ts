/** A part of the week; days from Sunday (0), minutes of the day. See src/api/settings.ts. */
export interface Schedule {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60;
/** 1970 began on a Thursday. */
const FIRST_DAY = 4;

/**
 * Whether the schedule is on. `date`: milliseconds since 1970; `zone`: minutes that local
 * time is ahead of UTC. What passes midnight belongs to the day on which it began.
 */
export function isScheduled(
  { days, from, to }: Schedule,
  date: number,
  zone: number,
): boolean {
  const minutes = Math.floor(date / MINUTE) + zone;
  const minute = ((minutes % DAY) + DAY) % DAY;
  const day = (((Math.floor(minutes / DAY) + FIRST_DAY) % 7) + 7) % 7;
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  if (minute >= from) return days.includes(day);
  return minute < to && days.includes((day + 6) % 7);
}
