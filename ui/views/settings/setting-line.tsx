import { useRef } from 'preact/hooks';
import { IconButton } from '../../components/icon-button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { SettingField, type SettingFieldProps } from './setting-field.tsx';
import { settingKey } from './setting-list.ts';

/** A setting, and the way back to how it was at first where it is set to something else. */
export function SettingLine({ entry, settings }: SettingFieldProps) {
  const { allSettings } = useApp();
  const line = useRef<HTMLDivElement>(null);
  const key = settingKey(entry);
  const isChanged = key !== undefined && allSettings.changed([key]).length > 0;
  const reset = () => {
    if (!key) return;
    // The button goes away: the focus stays with what it was for.
    line.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    void allSettings.reset([key]);
  };
  return (
    <div ref={line} class="setting" data-changed={isChanged}>
      <SettingField entry={entry} settings={settings} />
      {isChanged && (
        <IconButton
          icon="reset"
          label={text('settings.reset', { name: text(`settings.${entry.key}`) })}
          onClick={reset}
        />
      )}
    </div>
  );
}
