import { useRef } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { exportSettings, importSettings } from '../../store/settings-transfer.ts';

/** What is done with all settings at once. */
export function FileSetting() {
  const app = useApp();
  const file = useRef<HTMLInputElement>(null);
  return (
    <fieldset class="field">
      <legend>{text('settings.file')}</legend>
      <div class="button-line">
        <Button icon="share" onClick={() => exportSettings(app)}>
          {text('settings.file.export')}
        </Button>
        <Button icon="file" onClick={() => file.current?.click()}>
          {text('settings.file.import')}
        </Button>
        <Button icon="reset" onClick={() => void app.allSettings.reset()}>
          {text('settings.reset-all')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={text('settings.file.import')}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) void importSettings(app, chosen);
            currentTarget.value = '';
          }}
        />
      </div>
      <p class="field-how">{text('settings.file.how')}</p>
    </fieldset>
  );
}
