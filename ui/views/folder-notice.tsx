import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** Says where files are for as long as nobody said where they should be. */
export function FolderNotice() {
  const { actions, settings } = useApp();
  if (settings.value?.defaultFolder !== null) return null;
  return (
    <div class="notice">
      <Icon name="box" />
      <p>{text('folder.notice')}</p>
      <Button look="text" onClick={() => void actions.chooseFolder()}>
        {text('folder.choose')}
      </Button>
    </div>
  );
}
