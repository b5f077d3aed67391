import { useEffect, useRef } from 'preact/hooks';
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
  const wasReset = useRef(false);
  // The button goes away: the focus goes to what it was for.
  useEffect(() => {
    if (isChanged || !wasReset.current) return;
    wasReset.current = false;
    line.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [isChanged]);
  const reset = () => {
    if (!key) return;
    wasReset.current = true;
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
