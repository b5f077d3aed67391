const HOUR = 60;
const DAY = 24 * HOUR;

/** "08:05", as a field for a time of day has it. Of minutes since midnight. */
export function showTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / HOUR))}:${two(minute % HOUR)}`;
}

/** The reverse; undefined when it is no time of day. */
export function readTime(shown: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(shown) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const minute = Number(hours) * HOUR + Number(minutes);
  return minute < DAY && Number(minutes) < HOUR ? minute : undefined;
}
