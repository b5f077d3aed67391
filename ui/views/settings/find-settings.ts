import { locale, text } from '../../i18n/text.ts';
import { PREFERENCES } from '../../store/preferences.ts';
import {
  CHOICES,
  choiceText,
  type SettingEntry,
  type SettingGroup,
} from './setting-list.ts';

/** The settings with all these words in what is said of them, or of their group. */
export function findSettings(
  groups: readonly SettingGroup[],
  sought: string,
): readonly SettingGroup[] {
  const words = lower(sought).split(/\s+/).filter(Boolean);
  return groups.flatMap((group) => {
    const title = text(`settings.group.${group.key}`);
    const entries = group.entries.filter((entry) => {
      const said = lower(`${title} ${wordsOf(entry)}`);
      return words.every((word) => said.includes(word));
    });
    return entries.length > 0 ? [{ ...group, entries }] : [];
  });
}

function wordsOf(entry: SettingEntry): string {
  const { key } = entry;
  return [text(`settings.${key}`), text(`settings.${key}.how`), ...within(entry)].join(
    ' ',
  );
}

/** What can be chosen or done there. */
function within(entry: SettingEntry): readonly string[] {
  switch (entry.kind) {
    case 'choice':
      return CHOICES[entry.key].map((choice) => choiceText(entry.key, choice));
    case 'preference':
      return PREFERENCES[entry.key].map((choice) => choiceText(entry.key, choice));
    case 'file':
      return [
        text('settings.file.export'),
        text('settings.file.import'),
        text('settings.reset-all'),
      ];
    default:
      return [];
  }
}

function lower(words: string): string {
  return words.toLocaleLowerCase(locale());
}
