import { useId } from 'preact/hooks';
import type { DroppedFiles } from '../client/window-host.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

/** A folder that is dropped may hold what to share, or be where downloads should go. */
export function DroppedDialog({ dropped }: { readonly dropped: DroppedFiles }) {
  const { actions, dialog, sharing } = useApp();
  const close = () => {
    dialog.value = undefined;
  };
  return (
    <Dialog title={text('dropped.title')} onClose={close}>
      <bdi class="dialog-name">{dropped.name}</bdi>
      <div class="choices">
        <ChoiceButton
          icon="share"
          title={text('dropped.share')}
          how={text('dropped.share-how')}
          onClick={() => {
            close();
            void sharing.shareDropped(dropped);
          }}
        />
        <ChoiceButton
          icon="folder"
          title={text('dropped.save')}
          how={text('dropped.save-how')}
          onClick={() => {
            close();
            void actions.useDroppedFolder(dropped);
          }}
        />
      </div>
    </Dialog>
  );
}

interface ChoiceButtonProps {
  readonly icon: IconName;
  readonly title: string;
  readonly how: string;
  readonly onClick: () => void;
}

function ChoiceButton({ icon, title, how, onClick }: ChoiceButtonProps) {
  const id = useId();
  return (
    <button
      type="button"
      class="choice choice-button"
      aria-labelledby={id}
      aria-describedby={`${id}-how`}
      data-autofocus={icon === 'share' ? true : undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span>
        <span id={id} class="choice-title">
          {title}
        </span>
        <span id={`${id}-how`} class="choice-how">
          {how}
        </span>
      </span>
    </button>
  );
}
