import type { LogEntry } from '../../src/api/log.ts';
import { formatCount, hasText, isolate, locale, text } from '../i18n/text.ts';
import { errorSentence } from './error-text.ts';

/** What an entry says, a sentence or two; in English where nobody has words for it. */
export function logText({ code, values, error, message }: LogEntry): string {
  const key = `log.${code}`;
  if (!hasText(key)) return message;
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    shownAs(name, value),
  ]);
  const why = error ? errorSentence(error) : '';
  return text(key, { ...Object.fromEntries(shown), why }).trim();
}

/** A line for a text file: the time by the standard, for programs read it, too. */
export function logLine(entry: LogEntry): string {
  const time = new Date(entry.time).toISOString();
  const of = entry.name === '' ? '' : `${entry.name}: `;
  return `${time} ${entry.level} ${of}${logText(entry)}`;
}

function shownAs(name: string, value: string | number): string {
  if (name === 'settings') return settingNames(String(value));
  if (name === 'port') return String(value);
  return typeof value === 'number' ? formatCount(value) : isolate(value);
}

/** As the settings call them. */
function settingNames(keys: string): string {
  const names = keys.split(' ').map((key) => {
    const label = `settings.${key}`;
    return hasText(label) ? text(label) : key;
  });
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}
