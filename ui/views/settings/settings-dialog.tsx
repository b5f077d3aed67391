import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { findSettings } from './find-settings.ts';
import { type GroupKey, SETTING_GROUPS } from './setting-list.ts';
import { SettingSection } from './setting-section.tsx';
import { SettingsFoot } from './settings-foot.tsx';

/** All settings, grouped, to be searched. Every change applies at once. */
export function SettingsDialog() {
  const { actions, allSettings, dialog, settings } = useApp();
  // Another window may have changed them.
  useEffect(() => void actions.loadSettings(), [actions]);
  const sought = useSignal('');
  const list = useRef<HTMLDivElement>(null);
  const close = () => {
    allSettings.notice.value = undefined;
    dialog.value = undefined;
  };
  const groups = findSettings(SETTING_GROUPS, sought.value);
  const known = settings.value;
  const goTo = (key: GroupKey) => {
    const heading = list.current?.querySelector<HTMLElement>(`#settings-${key}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <Dialog title={text('settings.title')} look="settings" onClose={close}>
      <SearchField label={text('settings.search')} value={sought} first />
      <div class="settings">
        <nav class="settings-groups" aria-label={text('settings.groups')}>
          {groups.map(({ key }) => (
            <Button key={key} look="quiet" onClick={() => goTo(key)}>
              {text(`settings.group.${key}`)}
            </Button>
          ))}
        </nav>
        <div ref={list} class="settings-list">
          {known &&
            groups.map((group) => (
              <SettingSection key={group.key} group={group} settings={known} />
            ))}
          <p class="settings-none" role="status">
            {groups.length === 0 &&
              text('settings.no-match', { sought: isolate(sought.value) })}
          </p>
        </div>
      </div>
      <SettingsFoot onClose={close} />
    </Dialog>
  );
}
