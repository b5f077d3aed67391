import type { Settings } from '../../../src/api/settings.ts';
import { Field } from '../../components/field.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { CHOICES, type ChoiceKey, choiceText } from './setting-list.ts';

export interface ChoiceSettingProps {
  readonly name: ChoiceKey;
  readonly settings: Settings;
}

export function ChoiceSetting({ name, settings }: ChoiceSettingProps) {
  const { actions } = useApp();
  const options = CHOICES[name];
  return (
    <Field label={text(`settings.${name}`)} how={text(`settings.${name}.how`)}>
      {(control) => (
        <select
          {...control}
          value={settings[name]}
          onChange={({ currentTarget }) => {
            const chosen = options.find((option) => option === currentTarget.value);
            if (chosen) void actions.changeSettings({ [name]: chosen });
          }}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {choiceText(name, option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
