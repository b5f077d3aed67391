import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { text } from '../i18n/text.ts';
import { IconButton } from './icon-button.tsx';

/** Milliseconds that it shows that it did. */
const SHOWN_FOR = 2_000;

export interface CopyButtonProps {
  /** Its accessible name. */
  readonly label: string;
  /** What goes onto the clipboard. */
  readonly value: string;
}

/** Says itself that it copied: a dialog covers what the window would say. */
export function CopyButton({ label, value }: CopyButtonProps) {
  const copied = useSignal(false);
  useEffect(() => {
    if (!copied.value) return;
    const timer = setTimeout(() => {
      copied.value = false;
    }, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [copied, copied.value]);
  return (
    <>
      <IconButton
        icon={copied.value ? 'complete' : 'copy'}
        label={label}
        onClick={async () => {
          await navigator.clipboard.writeText(value);
          copied.value = true;
        }}
      />
      <span class="unseen" role="status">
        {copied.value ? text('action.copied') : ''}
      </span>
    </>
  );
}
