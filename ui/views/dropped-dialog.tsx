import { useId } from 'preact/hooks';
import type { DroppedFiles } from '../client/window-host.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { plural, text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export interface DroppedDialogProps {
  readonly dropped: DroppedFiles;
  /** Those in it. */
  readonly torrents: readonly File[];
}

/**
 * A folder that is dropped may hold what to share, or torrents to add, or be where downloads
 * should go.
 */
export function DroppedDialog({ dropped, torrents }: DroppedDialogProps) {
  const { actions, adding, dialog, sharing } = useApp();
  const close = () => {
    dialog.value = undefined;
  };
  return (
    <Dialog title={text('dropped.title')} onClose={close}>
      <bdi class="dialog-name">{dropped.name}</bdi>
      <div class="choices">
        {torrents.length > 0 && (
          <ChoiceCard
            icon="file"
            title={plural('dropped.torrents', torrents.length)}
            how={text('dropped.torrents-how')}
            first
            onClick={() => {
              close();
              void adding.files(torrents);
            }}
          />
        )}
        <ChoiceCard
          icon="share"
          first={torrents.length === 0}
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
  /** Gets the focus when the dialog opens. */
  readonly first?: boolean | undefined;
  readonly onClick: () => void;
}

function ChoiceCard({ icon, title, how, first, onClick }: ChoiceCardProps) {
  const howId = useId();
  return (
    <div class="choice choice-card">
      <Icon name={icon} />
      <div>
        <button
          type="button"
          class="choice-title"
          aria-describedby={howId}
          data-autofocus={first ? true : undefined}
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
