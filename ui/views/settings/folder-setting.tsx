import type { Settings } from '../../../src/api/settings.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

export function FolderSetting({ settings }: { readonly settings: Settings }) {
  const { actions } = useApp();
  const folder = settings.defaultFolder;
  return (
    <fieldset class="field">
      <legend>{text('settings.defaultFolder')}</legend>
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
        <p class="field-how">{text('settings.defaultFolder.how')}</p>
      )}
    </fieldset>
  );
}
