import { text } from '../i18n/text.ts';
import type { ShownToast } from '../store/toasts.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

const ICONS = { good: 'complete', bad: 'warning', plain: 'info' } as const;

export interface ToastCardProps {
  readonly toast: ShownToast;
  readonly onHold: () => void;
  readonly onRelease: () => void;
  readonly onDismiss: () => void;
}

export function ToastCard({ toast, onHold, onRelease, onDismiss }: ToastCardProps) {
  const { action } = toast;
  return (
    <li
      class="toast"
      data-tone={toast.tone}
      onPointerEnter={onHold}
      onPointerLeave={onRelease}
      onFocusIn={onHold}
      onFocusOut={onRelease}
    >
      <Icon name={ICONS[toast.tone]} />
      <div class="toast-text">
        <p class="toast-headline">{toast.text}</p>
        {toast.detail && <p class="toast-detail">{toast.detail}</p>}
        {action && (
          <Button
            look="text"
            onClick={() => {
              onDismiss();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton icon="close" label={text('action.dismiss')} onClick={onDismiss} />
    </li>
  );
}
