import type { ErrorReport } from '../../src/api/contract.ts';
import type { LogEntry } from '../../src/api/log.ts';
import { formatCount, hasText, isolate, locale, text } from '../i18n/text.ts';
import { errorSentence, errorText } from './error-text.ts';

/** What an entry says, a sentence or two; in English where nobody has words for it. */
export function logText({ code, values, error, message }: LogEntry): string {
  const key = `log.${code}`;
  if (!hasText(key)) return message;
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    shownAs(name, value),
  ]);
  const why = error ? reason(code, error) : '';
  return text(key, { ...Object.fromEntries(shown), why }).trim();
}

/** A line for a text file: the time by the standard, for programs read it, too. */
export function logLine(entry: LogEntry): string {
  const time = new Date(entry.time).toISOString();
  const of = entry.name === '' ? '' : `${entry.name}: `;
  // Without what keeps names in their direction on the screen.
  return `${time} ${entry.level} ${of}${logText(entry)}`.replaceAll(
    /[\u2068\u2069]/g,
    '',
  );
}

function shownAs(name: string, value: string | number): string {
  if (name === 'settings') return settingNames(String(value));
  if (name === 'port') return String(value);
  return typeof value === 'number' ? formatCount(value) : isolate(value);
}

/** With what to do about it, but where that is meant for the port. */
function reason(code: LogEntry['code'], error: ErrorReport): string {
  const isFinder = code === 'dht-unavailable' || code === 'lsd-unavailable';
  return isFinder ? errorText(error).what : errorSentence(error);
}

/** As the settings call them. */
function settingNames(keys: string): string {
  const names = keys.split(' ').map((key) => {
    const label = `settings.${key}`;
    return hasText(label) ? text(label) : key;
  });
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}
