import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { text } from '../i18n/text.ts';
import { IconButton } from './icon-button.tsx';

/** Milliseconds that it shows what came of it. */
const SHOWN_FOR = 2_000;
const ICONS = { ready: 'copy', copied: 'complete', failed: 'warning' } as const;

export interface CopyButtonProps {
  /** Its accessible name. */
  readonly label: string;
  /** What goes onto the clipboard. */
  readonly value: string;
}

/** Says itself what came of it: a dialog covers what the window would say. */
export function CopyButton({ label, value }: CopyButtonProps) {
  const state = useSignal<keyof typeof ICONS>('ready');
  useEffect(() => {
    const timer = setTimeout(() => {
      state.value = 'ready';
    }, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [state, state.value]);
  const copy = async () => {
    const copied = navigator.clipboard.writeText(value);
    state.value = await copied.then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
  };
  return (
    <>
      <IconButton icon={ICONS[state.value]} label={label} onClick={() => void copy()} />
      <span class="unseen" role="status">
        {state.value !== 'ready' && text(`copy.${state.value}`)}
      </span>
    </>
  );
}
