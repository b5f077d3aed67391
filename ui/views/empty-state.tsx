import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { Mark } from '../components/mark.tsx';
import { isolate, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { useOpenFiles } from './open-files.tsx';

/** What to do first: ways to add something or to share it, and where it should go. */
export function EmptyState() {
  const { sharing } = useApp();
  const openFiles = useOpenFiles();
  return (
    <div class="empty">
      <Mark />
      <h2>{text('empty.title')}</h2>
      <ul class="ways">
        <Way icon="link" title={text('empty.paste')} how={text('empty.paste-how')} />
        <Way icon="drop" title={text('empty.drop')} how={text('empty.drop-how')} />
        <li class="way">
          <Icon name="file" />
          <h3>{text('empty.open')}</h3>
          <p>{text('empty.open-how')}</p>
          <Button look="text" onClick={openFiles}>
            {text('add.open')}
          </Button>
        </li>
        <li class="way">
          <Icon name="share" />
          <h3>{text('empty.share')}</h3>
          <p>{text('empty.share-how')}</p>
          <div class="way-buttons">
            <Button look="text" onClick={() => void sharing.choose('folder')}>
              {text('share.folder')}
            </Button>
            <Button look="text" onClick={() => void sharing.choose('files')}>
              {text('share.files')}
            </Button>
          </div>
        </li>
      </ul>
      <FirstFolder />
    </div>
  );
}

interface WayProps {
  readonly icon: IconName;
  readonly title: string;
  readonly how: string;
}

function Way({ icon, title, how }: WayProps) {
  return (
    <li class="way">
      <Icon name={icon} />
      <h3>{title}</h3>
      <p>{how}</p>
    </li>
  );
}

function FirstFolder() {
  const { actions, settings } = useApp();
  if (!settings.value) return null;
  const folder = settings.value.defaultFolder;
  if (folder) {
    const said = text('empty.folder-set', { name: isolate(folder.name) });
    return <p class="first-folder-set">{said}</p>;
  }
  return (
    <section class="first-folder">
      <div>
        <h3>{text('empty.folder')}</h3>
        <p>{text('empty.folder-how')}</p>
      </div>
      <Button look="accent" icon="folder" onClick={() => void actions.chooseFolder()}>
        {text('folder.choose')}
      </Button>
    </section>
  );
}
