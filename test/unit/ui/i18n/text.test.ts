import { expect, test } from '@jest/globals';
import { en } from '../../../../ui/i18n/english.ts';
import { isolate, plural, text } from '../../../../ui/i18n/text.ts';

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

test('has every plural in both forms of English', () => {
  const keys = Object.keys(en);
  const one = keys.filter((key) => key.endsWith('.one'));
  const other = keys.filter((key) => key.endsWith('.other'));
  expect(one.map((key) => key.slice(0, -4))).toEqual(
    other.map((key) => key.slice(0, -6)),
  );
});
