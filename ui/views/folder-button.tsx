import { Button } from '../components/button.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** Shows where downloads go, and changes it. */
export function FolderButton() {
  const { actions, settings } = useApp();
  const folder = settings.value?.defaultFolder;
  const choose = () => void actions.chooseFolder();
  if (!folder) {
    return (
      <Button icon="folder" onClick={choose}>
        {text('folder.choose')}
      </Button>
    );
  }
  const label = text('folder.current', { name: folder.name });
  return (
    <Button icon="folder" title={label} aria-label={label} onClick={choose}>
      <bdi class="clip">{folder.name}</bdi>
    </Button>
  );
}
