import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { Mark } from '../../components/mark.tsx';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { useOpenFiles } from '../open-files.tsx';
import { DEMO_LINK } from './demo-link.ts';

/** One screen for somebody who never added anything: where to, what, and something to try. */
export function FirstRun() {
  const { adding, sharing } = useApp();
  const openFiles = useOpenFiles();
  return (
    <div class="empty">
      <Mark />
      <h2>{text('first.title')}</h2>
      <ol class="steps">
        <FolderStep />
        <Step icon="link" title={text('first.add')}>
          <p>{text('first.add-how')}</p>
          <Button look="text" onClick={openFiles}>
            {text('add.open')}
          </Button>
        </Step>
        <Step icon="down" title={text('first.demo')}>
          <p>{text('first.demo-how')}</p>
          <Button onClick={() => void adding.links([DEMO_LINK])}>
            {text('first.demo-add')}
          </Button>
        </Step>
      </ol>
      <div class="first-share">
        <p>{text('first.share')}</p>
        <div class="way-buttons">
          <Button look="text" onClick={() => void sharing.choose('folder')}>
            {text('share.folder')}
          </Button>
          <Button look="text" onClick={() => void sharing.choose('files')}>
            {text('share.files')}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface StepProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Step({ icon, title, children }: StepProps) {
  return (
    <li class="step">
      <Icon name={icon} />
      <div class="step-body">
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}

/** Chosen, or left for later: either way it is settled, and says so. */
function FolderStep() {
  const { actions, settings } = useApp();
  const later = useSignal(false);
  const folder = settings.value?.defaultFolder;
  const choose = () => void actions.chooseFolder();
  if (folder || later.value) {
    return (
      <Step icon={folder ? 'complete' : 'box'} title={text('first.folder')}>
        <p role="status">
          {folder
            ? text('first.folder-set', { name: isolate(folder.name) })
            : text('first.inside-how')}
        </p>
        <Button look="text" onClick={choose}>
          {text(folder ? 'first.folder-change' : 'folder.choose')}
        </Button>
      </Step>
    );
  }
  return (
    <Step icon="folder" title={text('first.folder')}>
      <p>{text('first.folder-how')}</p>
      <div class="step-buttons">
        <Button look="accent" icon="folder" onClick={choose}>
          {text('folder.choose')}
        </Button>
        <Button
          look="text"
          onClick={() => {
            later.value = true;
          }}
        >
          {text('first.inside')}
        </Button>
      </div>
    </Step>
  );
}
