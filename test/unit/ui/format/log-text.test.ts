import { expect, test } from '@jest/globals';
import type { LogEntry } from '../../../../src/api/log.ts';
import { LOG_WORDS } from '../../../../src/session/log-words.ts';
import { logLine, logText } from '../../../../ui/format/log-text.ts';
import { hasText } from '../../../../ui/i18n/text.ts';

const ENTRY: LogEntry = {
  number: 1,
  time: Date.UTC(2026, 0, 2, 10, 15, 4),
  level: 'info',
  id: 'a'.repeat(40),
  name: 'Sintel',
  code: 'checked',
  values: { have: 1234, pieces: 9591 },
  error: null,
  message: 'looked at',
};

test('there are words for all that the engine can say, with the same values in them', () => {
  for (const [code, { text }] of Object.entries(LOG_WORDS)) {
    expect([code, hasText(`log.${code}`)]).toEqual([code, true]);
    const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const values = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
    const said = logText({ ...ENTRY, code: code as LogEntry['code'], values });
    for (const name of names)
      expect([code, said]).toEqual([code, expect.stringContaining(name)]);
    expect([code, said]).toEqual([code, expect.not.stringMatching(/[{}]/)]);
  }
});

test('writes figures as the language does, and a port as it is', () => {
  expect(logText(ENTRY)).toBe('Files checked: 1,234 of 9,591 pieces are there.');
  const listening = { ...ENTRY, code: 'listening', values: { port: 6881 } } as const;
  expect(logText(listening)).toBe('Listening for peers on port 6881.');
});

test('says why, in words for a person', () => {
  const error = { fault: 'tracker', code: 'timed-out', message: 'late' } as const;
  const said = logText({
    ...ENTRY,
    code: 'tracker-failed',
    values: { tracker: 't' },
    error,
  });
  expect(said).toBe(
    'Tracker \u2068t\u2069 failed. The tracker did not answer in time. Rill tries again by itself.',
  );
});

test('calls settings what the settings call them', () => {
  const values = { settings: 'downLimit lsd newer' };
  const said = logText({ ...ENTRY, code: 'settings-changed', values });
  expect(said).toBe('Settings changed: Download limit, Local network, and newer.');
});

test('of what it does not know it says what the engine says', () => {
  const newer = { ...ENTRY, code: 'from-the-future' as LogEntry['code'] };
  expect(logText(newer)).toBe('looked at');
});

test('a line of a file has the time by the standard', () => {
  expect(logLine(ENTRY)).toBe(
    '2026-01-02T10:15:04.000Z info Sintel: Files checked: 1,234 of 9,591 pieces are there.',
  );
});
