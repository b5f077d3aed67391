import type { Settings } from '../../../src/api/settings.ts';
import { Field } from '../../components/field.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import type { ChoiceKey } from './setting-list.ts';

const OPTIONS = {
  transport: ['automatic', 'chrome-sockets', 'direct-sockets'],
  announceTo: ['first-tier', 'every-tier', 'every-tracker'],
  alternative: ['off', 'on', 'scheduled'],
} as const satisfies { readonly [Key in ChoiceKey]: readonly Settings[Key][] };

export interface ChoiceSettingProps {
  readonly name: ChoiceKey;
  readonly settings: Settings;
}

export function ChoiceSetting({ name, settings }: ChoiceSettingProps) {
  const { actions } = useApp();
  const options = OPTIONS[name];
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
              {optionText(name, option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function optionText<Key extends ChoiceKey>(
  name: Key,
  option: (typeof OPTIONS)[Key][number],
): string {
  return text(`settings.${name}.${option}` as Parameters<typeof text>[0]);
}
