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
        <ChoiceCard
          icon="share"
          title={text('dropped.share')}
          how={text('dropped.share-how')}
          onClick={() => {
            close();
            void sharing.shareDropped(dropped);
          }}
        />
        <ChoiceCard
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

interface ChoiceCardProps {
  readonly icon: IconName;
  readonly title: string;
  readonly how: string;
  readonly onClick: () => void;
}

function ChoiceCard({ icon, title, how, onClick }: ChoiceCardProps) {
  const howId = useId();
  return (
    <div class="choice choice-card">
      <Icon name={icon} />
      <div>
        <button
          type="button"
          class="choice-title"
          aria-describedby={howId}
          data-autofocus={icon === 'share' ? true : undefined}
          onClick={onClick}
        >
          {title}
        </button>
        <p id={howId} class="choice-how">
          {how}
        </p>
      </div>
    </div>
  );
}
