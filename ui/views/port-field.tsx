import { useSignal } from '@preact/signals';
import { readPort } from '../format/read-port.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export function PortField({ port }: { readonly port: number }) {
  const { actions } = useApp();
  const wrong = useSignal(false);
  return (
    <div class="field">
      <label for="field-port">{text('settings.port')}</label>
      <input
        id="field-port"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        aria-describedby="field-port-how"
        aria-invalid={wrong.value}
        defaultValue={String(port)}
        onChange={({ currentTarget }) => {
          const read = readPort(currentTarget.value);
          wrong.value = read === undefined;
          if (read !== undefined && read !== port) {
            void actions.changeSettings({ listenPort: read });
          }
        }}
      />
      <p id="field-port-how" class="field-how" data-wrong={wrong.value} role="status">
        {text(wrong.value ? 'settings.port-wrong' : 'settings.port-how')}
      </p>
    </div>
  );
}
