import { locale, text } from '../../i18n/text.ts';
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
  const choices =
    entry.kind === 'choice'
      ? CHOICES[entry.key].map((choice) => choiceText(entry.key, choice))
      : [];
  return [text(`settings.${key}`), text(`settings.${key}.how`), ...choices].join(' ');
}

function lower(words: string): string {
  return words.toLocaleLowerCase(locale());
}
