import { afterEach, describe, expect, test } from '@jest/globals';
import { formatBytes } from '../../../../ui/format/bytes.ts';
import { formatPercent } from '../../../../ui/format/percent.ts';
import { en } from '../../../../ui/i18n/english.ts';
import {
  currentLanguage,
  formatCount,
  isolate,
  plural,
  setTexts,
  text,
} from '../../../../ui/i18n/text.ts';

afterEach(() => setTexts({ language: 'en', locale: 'en', entries: en }));

test('fills in values, and leaves alone what looks like one within them', () => {
  expect(text('add.done', { name: '{name} $& x' })).toBe('Added {name} $& x.');
});

test('chooses the form that fits the count', () => {
  expect(plural('list.count', 1)).toBe('1 torrent');
  expect(plural('list.count', 1234)).toBe('1,234 torrents');
});

test('keeps a name from turning its sentence around', () => {
  expect(isolate('שלום')).toBe('\u2068שלום\u2069');
});

describe('another language', () => {
  test('says what it has, and the rest in English', () => {
    setTexts({ language: 'de', locale: 'de', entries: { 'action.close': 'Schließen' } });
    expect(currentLanguage()).toBe('de');
    expect(text('action.close')).toBe('Schließen');
    expect(text('action.cancel')).toBe('Cancel');
    expect(plural('list.count', 1)).toBe('1 torrent');
    expect(plural('list.count', 2)).toBe('2 torrents');
  });

  test('has the plural forms that it has', () => {
    const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];
    const entries = Object.fromEntries(
      forms.map((form) => [`list.count.${form}`, `${form} {count}`]),
    );
    setTexts({ language: 'ar', locale: 'ar-MA', entries });
    const said = [0, 1, 2, 3, 11, 100].map((count) => plural('list.count', count));
    expect(said).toEqual(['zero 0', 'one 1', 'two 2', 'few 3', 'many 11', 'other 100']);
  });

  test('uses its form for any other number where one is missing', () => {
    setTexts({ language: 'fr', locale: 'fr', entries: { 'list.count.other': 'n' } });
    expect(plural('list.count', 1)).toBe('n');
  });

  test('writes figures as they are written where the person is', () => {
    setTexts({ language: 'de', locale: 'de-CH', entries: {} });
    expect(formatCount(1234567)).toMatch(/^1['’]234['’]567$/);
    setTexts({ language: 'de', locale: 'de', entries: {} });
    expect(formatBytes(1_240_000_000)).toBe('1,24\u00a0GB');
    expect(formatPercent(0.425)).toBe('42,5\u00a0%');
  });
});
