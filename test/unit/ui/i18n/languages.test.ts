import { expect, test } from '@jest/globals';
import { bestLanguage, bestLocale, languageName } from '../../../../ui/i18n/languages.ts';

test.each([
  [['de'], 'de'],
  [['de-AT', 'en'], 'de'],
  [['pt-BR', 'es-MX'], 'es'],
  [['zh-CN'], 'zh-CN'],
  [['zh_TW'], 'zh-CN'],
  [['AR-eg'], 'ar'],
  [['tlh'], 'en'],
  [[], 'en'],
])('of %j it is %s', (wanted, language) => {
  expect(bestLanguage(wanted)).toBe(language);
});

test('figures follow the country of whoever reads that language there', () => {
  expect(bestLocale('de', ['en-US', 'de-CH', 'de'])).toBe('de-CH');
  expect(bestLocale('fr', ['en-US', 'de-CH'])).toBe('fr');
});

test('languages are called by their own names', () => {
  expect(languageName('ja')).toBe('日本語');
  expect(languageName('automatic')).toBe('automatic');
});
