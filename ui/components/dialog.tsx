import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../i18n/text.ts';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  readonly title: string;
  /** By Escape, the cross, or a click beside it. */
  readonly onClose: () => void;
  /**
   * Has more to show than a question; or much more, and its own way to scroll; or lies along
   * the side where lines begin.
   */
  readonly look?: 'wide' | 'settings' | 'drawer' | 'adding' | undefined;
  /** Holds what was typed: a click beside it does not close it. */
  readonly kept?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A modal dialog, open for as long as it is rendered. */
export function Dialog({ title, onClose, look, kept, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      data-look={look}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (!kept && event.target === element.current) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label={text('action.close')} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
