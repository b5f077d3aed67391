import type { Settings } from '../../src/api/settings.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { PortField } from './port-field.tsx';

const TRANSPORTS = ['automatic', 'chrome-sockets', 'direct-sockets'] as const;

/** Every change applies at once. */
export function SettingsDialog() {
  const { dialog, settings } = useApp();
  const close = () => {
    dialog.value = undefined;
  };
  const known = settings.value;
  return (
    <Dialog title={text('settings.title')} onClose={close}>
      {known && (
        <div class="fields">
          <FolderField settings={known} />
          <TransportField settings={known} />
          <PortField port={known.listenPort} />
        </div>
      )}
      <footer class="dialog-foot">
        <Button look="accent" onClick={close}>
          {text('settings.done')}
        </Button>
      </footer>
    </Dialog>
  );
}

interface FieldProps {
  readonly settings: Settings;
}

function FolderField({ settings }: FieldProps) {
  const { actions } = useApp();
  const folder = settings.defaultFolder;
  return (
    <fieldset class="field">
      <legend>{text('settings.folder')}</legend>
      <div class="folder-value">
        <Icon name={folder ? 'folder' : 'box'} />
        <bdi>{folder ? folder.name : text('settings.folder-inside')}</bdi>
        <Button onClick={() => void actions.chooseFolder()}>
          {text('folder.choose')}
        </Button>
      </div>
      {folder ? (
        <Button look="text" onClick={() => void actions.forgetFolder()}>
          {text('settings.folder-forget')}
        </Button>
      ) : (
        <p class="field-how">{text('settings.folder-inside-how')}</p>
      )}
    </fieldset>
  );
}

function TransportField({ settings }: FieldProps) {
  const { actions } = useApp();
  return (
    <div class="field">
      <label for="field-transport">{text('settings.transport')}</label>
      <select
        id="field-transport"
        aria-describedby="field-transport-how"
        value={settings.transport}
        onChange={({ currentTarget }) => {
          const transport = TRANSPORTS.find((known) => known === currentTarget.value);
          if (transport) void actions.changeSettings({ transport });
        }}
      >
        {TRANSPORTS.map((transport) => (
          <option key={transport} value={transport}>
            {text(`settings.transport.${transport}`)}
          </option>
        ))}
      </select>
      <p id="field-transport-how" class="field-how">
        {text('settings.transport-how')}
      </p>
    </div>
  );
}
