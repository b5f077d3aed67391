import { Button } from '../../components/button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

/** What came of a change of many settings, and the way back; else that all applies at once. */
export function SettingsFoot({ onClose }: { readonly onClose: () => void }) {
  const { allSettings } = useApp();
  const notice = allSettings.notice.value;
  return (
    <footer class="dialog-foot">
      <p class="field-how" data-wrong={notice?.wrong ?? false} role="status">
        {notice?.text ?? text('settings.at-once')}
      </p>
      {notice?.before && (
        <Button look="text" onClick={() => void allSettings.undo()}>
          {text('settings.undo')}
        </Button>
      )}
      <Button look="accent" onClick={onClose}>
        {text('settings.done')}
      </Button>
    </footer>
  );
}
