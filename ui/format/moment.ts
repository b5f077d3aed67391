import { text } from '../i18n/text.ts';
import { formatDuration } from './duration.ts';

/** "2m 5s ago", "just now". Of milliseconds since 1970. */
export function formatAgo(time: number, now: number): string {
  const seconds = Math.floor((now - time) / 1000);
  if (seconds < 1) return text('time.now');
  return text('time.ago', { duration: formatDuration(seconds) });
}

/** "in 12m", "now". */
export function formatUntil(time: number, now: number): string {
  const seconds = Math.ceil((time - now) / 1000);
  if (seconds < 1) return text('time.due');
  return text('time.in', { duration: formatDuration(seconds) });
}
