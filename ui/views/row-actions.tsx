import { IconButton } from '../components/icon-button.tsx';
import type { MenuPlace } from '../components/menu-place.ts';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';

export interface RowActionsProps {
  readonly id: string;
  readonly name: string;
  /** What its first button does. */
  readonly does: 'pause' | 'resume' | 'cancel' | 'dismiss';
  /** Whether Tab reaches the buttons: those of the active row only. */
  readonly reachable: boolean;
  /** Wants the menu with its corner there. */
  readonly onMore: (id: string, at: MenuPlace) => void;
}

/** Of values alone, none of which moves with the figures: it is not drawn again with them. */
export function RowActions({ id, name, does, reachable, onMore }: RowActionsProps) {
  const { actions, layout } = useApp();
  const tabIndex = reachable ? 0 : -1;
  const label = text(`action.${does}`);
  const of = (action: string) => text('action.of', { action, name });
  if (does === 'cancel' || does === 'dismiss') {
    return (
      <IconButton
        icon="close"
        label={of(label)}
        hint={label}
        tabIndex={tabIndex}
        onClick={() => actions.askToRemove([id])}
      />
    );
  }
  return (
    <>
      <IconButton
        icon={does}
        label={of(label)}
        hint={label}
        tabIndex={tabIndex}
        onClick={() => {
          void (does === 'pause' ? actions.pause([id]) : actions.resume([id]));
        }}
      />
      {!layout.isTight.value && (
        <IconButton
          icon="remove"
          label={of(text('action.remove'))}
          hint={text('action.remove')}
          tabIndex={tabIndex}
          onClick={() => actions.askToRemove([id])}
        />
      )}
      <IconButton
        icon="more"
        label={of(text('action.more'))}
        hint={text('action.more')}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          onMore(id, { x: left, y: bottom + 4 });
        }}
      />
    </>
  );
}
