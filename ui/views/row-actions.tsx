import type { TorrentRow } from '../../src/api/snapshot.ts';
import { IconButton } from '../components/icon-button.tsx';
import { canResume, isBeingMade } from '../format/row-abilities.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export interface RowActionsProps {
  readonly row: TorrentRow;
  /** Whether Tab reaches the buttons: those of the active row only. */
  readonly reachable: boolean;
  /** Wants the menu with its corner there. */
  readonly onMore: (at: { readonly x: number; readonly y: number }) => void;
}

export function RowActions({ row, reachable, onMore }: RowActionsProps) {
  const { actions, layout } = useApp();
  const tabIndex = reachable ? 0 : -1;
  const name = (action: string) => text('action.of', { action, name: row.name });
  if (isBeingMade(row)) {
    const cancel = text(row.error ? 'action.dismiss' : 'action.cancel');
    return (
      <IconButton
        icon="close"
        label={name(cancel)}
        hint={cancel}
        tabIndex={tabIndex}
        onClick={() => actions.askToRemove([row.id])}
      />
    );
  }
  const toggle = canResume(row) ? 'resume' : 'pause';
  return (
    <>
      <IconButton
        icon={toggle}
        label={name(text(`action.${toggle}`))}
        hint={text(`action.${toggle}`)}
        tabIndex={tabIndex}
        onClick={() => {
          void (toggle === 'pause' ? actions.pause([row.id]) : actions.resume([row.id]));
        }}
      />
      {!layout.isTight.value && (
        <IconButton
          icon="remove"
          label={name(text('action.remove'))}
          hint={text('action.remove')}
          tabIndex={tabIndex}
          onClick={() => actions.askToRemove([row.id])}
        />
      )}
      <IconButton
        icon="more"
        label={name(text('action.more'))}
        hint={text('action.more')}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          onMore({ x: left, y: bottom + 4 });
        }}
      />
    </>
  );
}
