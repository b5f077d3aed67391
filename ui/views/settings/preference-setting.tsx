import { Field } from '../../components/field.tsx';
import { bestLanguage, languageName } from '../../i18n/languages.ts';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { PREFERENCES, type PreferenceKey } from '../../store/preferences.ts';
import { choiceText } from './setting-list.ts';

/** How the window reads and looks: kept by the window, and seen at once. */
export function PreferenceSetting({ name }: { readonly name: PreferenceKey }) {
  const { host, preferences } = useApp();
  const options: readonly string[] = PREFERENCES[name];
  const isLanguage = name === 'language';
  const usual = isolate(languageName(bestLanguage(host.languages())));
  const wordOf = (option: string) =>
    isLanguage && option === 'automatic'
      ? text('settings.language.automatic', { name: usual })
      : choiceText(name, option);
  return (
    <Field label={text(`settings.${name}`)} how={text(`settings.${name}.how`)}>
      {(control) => (
        <select
          {...control}
          value={preferences.value.value[name]}
          onChange={({ currentTarget }) =>
            preferences.change({ [name]: currentTarget.value })
          }
        >
          {options.map((option) => (
            <option
              key={option}
              value={option}
              lang={isLanguage && option !== 'automatic' ? option : undefined}
            >
              {wordOf(option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
