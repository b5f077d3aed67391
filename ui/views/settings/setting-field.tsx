import type { Settings } from '../../../src/api/settings.ts';
import { Choice } from '../../components/choice.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { errorSentence } from '../../format/error-text.ts';
import { wrongNumber } from '../../format/wrong-number.ts';
import { hasText, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { ChoiceSetting } from './choice-setting.tsx';
import { FileSetting } from './file-setting.tsx';
import { FolderSetting } from './folder-setting.tsx';
import { HostsSetting } from './hosts-setting.tsx';
import { IpFilterSetting } from './ip-filter-setting.tsx';
import { PreferenceSetting } from './preference-setting.tsx';
import { ScheduleSetting } from './schedule-setting.tsx';
import type { NumberEntry, SettingEntry, ToggleKey } from './setting-list.ts';

export interface SettingFieldProps<Entry = SettingEntry> {
  readonly entry: Entry;
  readonly settings: Settings;
}

/** One setting: what it is, a line of help, and what it is set to. Changes apply at once. */
export function SettingField({ entry, settings }: SettingFieldProps) {
  switch (entry.kind) {
    case 'folder':
      return <FolderSetting settings={settings} />;
    case 'toggle':
      return <ToggleSetting name={entry.key} settings={settings} />;
    case 'choice':
      return <ChoiceSetting name={entry.key} settings={settings} />;
    case 'preference':
      return <PreferenceSetting name={entry.key} />;
    case 'file':
      return <FileSetting />;
    case 'number':
      return <NumberSetting entry={entry} settings={settings} />;
    case 'hosts':
      return <HostsSetting settings={settings} />;
    case 'schedule':
      return <ScheduleSetting settings={settings} />;
    case 'ip-filter':
      return <IpFilterSetting settings={settings} />;
    default:
      return entry satisfies never;
  }
}

interface ToggleSettingProps {
  readonly name: ToggleKey;
  readonly settings: Settings;
}

export function ToggleSetting({ name, settings }: ToggleSettingProps) {
  const { actions } = useApp();
  return (
    <Choice
      type="checkbox"
      title={text(`settings.${name}`)}
      how={text(`settings.${name}.how`)}
      checked={settings[name]}
      onChange={(checked) => void actions.changeSettings({ [name]: checked })}
    />
  );
}

function NumberSetting({ entry, settings }: SettingFieldProps<NumberEntry>) {
  const { actions } = useApp();
  const { key, rule, unit } = entry;
  const empty = `settings.${key}.empty`;
  const wrong = `settings.${key}.wrong`;
  return (
    <NumberField
      label={text(`settings.${key}`)}
      how={text(`settings.${key}.how`)}
      value={settings[key]}
      rule={rule}
      unit={unit === 'none' ? '' : text(`unit.${unit}`)}
      placeholder={hasText(empty) ? text(empty) : undefined}
      wrong={hasText(wrong) ? text(wrong) : wrongNumber(rule)}
      onSet={async (value) => {
        const report = await actions.applySettings({ [key]: value });
        return report && errorSentence(report);
      }}
    />
  );
}
