import { expect, test } from '@jest/globals';
import {
  DEFAULT_PREFERENCES,
  Preferences,
  readPreferences,
} from '../../../../ui/store/preferences.ts';

test('takes what it knows of what was kept, and names the rest', () => {
  const kept = { language: 'ar', theme: 'plaid', contrast: 'more', font: 'comic' };
  expect(readPreferences(kept)).toEqual({
    values: { language: 'ar', contrast: 'more' },
    wrong: ['theme', 'font'],
  });
});

test.each([undefined, null, 7, 'dark', []])('takes nothing from %j', (kept) => {
  const preferences = new Preferences();
  preferences.restore(kept);
  expect(preferences.now()).toEqual(DEFAULT_PREFERENCES);
});

test('takes no property that every object has for a choice', () => {
  const kept = JSON.parse('{"__proto__": "dark", "toString": "dark"}');
  expect(readPreferences(kept)).toEqual({
    values: {},
    wrong: ['__proto__', 'toString'],
  });
});
