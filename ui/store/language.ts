import { computed, effect } from '@preact/signals';
import { readTexts } from '../client/read-texts.ts';
import type { WindowHost } from '../client/window-host.ts';
import { en } from '../i18n/english.ts';
import {
  bestLanguage,
  bestLocale,
  LANGUAGES,
  type LanguageTag,
} from '../i18n/languages.ts';
import { setTexts } from '../i18n/text.ts';
import type { Preferences } from './preferences.ts';

/**
 * Has the window speak the language that is chosen, and another as soon as that is. Resolves
 * when it first does: in English, should the texts be missing.
 */
export function speak(preferences: Preferences, host: WindowHost): Promise<void> {
  const chosen = computed(() => {
    const { language } = preferences.value.value;
    return language === 'automatic' ? bestLanguage(host.languages()) : language;
  });
  let latest = Promise.resolve();
  effect(() => {
    const language = chosen.value;
    const change = async () => {
      const entries = language === 'en' ? en : await readTexts(language);
      if (chosen.peek() !== language) return;
      setTexts({ language, locale: bestLocale(language, host.languages()), entries });
      markDocument(language);
    };
    // A file that is missing leaves the language as it is.
    latest = change().catch(() => {});
  });
  return latest;
}

/** So that it is read aloud, broken into lines and laid out as the language is. */
function markDocument(language: LanguageTag): void {
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dir = LANGUAGES.find(({ tag }) => tag === language)?.direction ?? 'ltr';
}
