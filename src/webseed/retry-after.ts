/** Milliseconds. */
const LONGEST = 60 * 60_000;

/**
 * Milliseconds to wait by a Retry-After header (RFC 9110, section 10.2.3), an hour at most;
 * undefined when it says nothing. `date`: now, in milliseconds since 1970.
 */
export function retryAfter(text: string | undefined, date: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - date;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST);
}
