import { Button } from '../components/button.tsx';
import { Mark } from '../components/mark.tsx';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { FirstRun } from './adding/first-run.tsx';
import { useOpenFiles } from './open-files.tsx';

/** What to do where there is nothing: all of it, for somebody who is new; a hint, later. */
export function EmptyState() {
  const { begun } = useApp();
  return begun.value ? <Calm /> : <FirstRun />;
}

function Calm() {
  const { sharing } = useApp();
  const openFiles = useOpenFiles();
  return (
    <div class="empty" data-look="calm">
      <Mark />
      <h2>{text('calm.title')}</h2>
      <p class="empty-how">{text('calm.how')}</p>
      <div class="way-buttons">
        <Button look="text" onClick={openFiles}>
          {text('add.open')}
        </Button>
        <Button look="text" onClick={() => void sharing.choose('folder')}>
          {text('share.folder')}
        </Button>
        <Button look="text" onClick={() => void sharing.choose('files')}>
          {text('share.files')}
        </Button>
      </div>
    </div>
  );
}
