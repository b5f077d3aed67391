import type { Settings } from '../../../src/api/settings.ts';
import { Button } from '../../components/button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { SettingLine } from './setting-line.tsx';
import { type SettingGroup, settingKey } from './setting-list.ts';

export interface SettingSectionProps {
  readonly group: SettingGroup;
  readonly settings: Settings;
}

/** A group of settings under its title. */
export function SettingSection({ group, settings }: SettingSectionProps) {
  const { allSettings } = useApp();
  const { key, entries } = group;
  const title = text(`settings.group.${key}`);
  const changed = allSettings.changed(
    entries.flatMap((entry) => settingKey(entry) ?? []),
  );
  return (
    <section id={`settings-of-${key}`} aria-labelledby={`settings-${key}`}>
      <header class="settings-head">
        <h3 id={`settings-${key}`} tabIndex={-1}>
          {title}
        </h3>
        {changed.length > 1 && (
          <Button
            look="text"
            onClick={({ currentTarget }) => {
              // The button goes away.
              currentTarget.parentElement?.querySelector('h3')?.focus();
              void allSettings.reset(changed);
            }}
          >
            {text('settings.reset-group', { name: title })}
          </Button>
        )}
      </header>
      <div class="fields">
        {entries.map((entry) => (
          <SettingLine key={entry.key} entry={entry} settings={settings} />
        ))}
      </div>
    </section>
  );
}
