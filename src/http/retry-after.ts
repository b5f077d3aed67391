/** Milliseconds. */
const LONGEST = 60 * 60_000;
const DAY = 24 * 60 * 60_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const HTTP_DATE =
  /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;

/**
 * Milliseconds to wait by a Retry-After header (RFC 9110, section 10.2.3), an hour at most;
 * undefined when it says nothing. `date`: now, in milliseconds since 1970.
 */
export function retryAfter(text: string | undefined, date: number): number | undefined {
  if (text === undefined) return undefined;
  const until = /^\d{1,10}$/.test(text) ? date + Number(text) * 1000 : httpDate(text);
  return until === undefined ? undefined : Math.min(Math.max(until - date, 0), LONGEST);
}

/** Milliseconds since 1970 of a date as RFC 9110, section 5.6.7, has it. */
function httpDate(text: string): number | undefined {
  const [, day, name, year, hours, minutes, seconds] = HTTP_DATE.exec(text) ?? [];
  const month = MONTHS.indexOf(name ?? '-') / 3;
  if (!Number.isInteger(month) || month < 0) return undefined;
  const days = daysBefore(Number(year), month) + Number(day) - 1;
  const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return days * DAY + time * 1000;
}

/** From 1970 to the first of the month; years are counted from March, leap days come last. */
function daysBefore(year: number, month: number): number {
  const shifted = month < 2 ? year - 1 : year;
  const sinceMarch = (month + 10) % 12;
  const leaps =
    Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leaps + Math.floor((sinceMarch * 153 + 2) / 5) - 719_468;
}
