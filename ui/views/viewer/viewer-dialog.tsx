import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { shownAs } from '../../format/shown-as.ts';
import { isolate, text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import type { View } from '../../store/viewing.ts';
import { FileBody } from './file-body.tsx';
import { FilePlaceLine } from './file-place-line.tsx';
import { stepOf } from './viewer-keys.ts';

/** Shows a file, and leads to those before and after it. */
export function ViewerDialog({ view }: { readonly view: View }) {
  const { dialog, viewing } = useApp();
  const { id, series } = view;
  const element = useRef<HTMLDialogElement>(null);
  const at = useSignal(view.at);
  const busy = useSignal(false);
  const said = useSignal('');
  const file = series[at.value]!;
  const name = file.path.at(-1) ?? '';
  const { kind } = shownAs(name);
  const close = () => {
    dialog.value = undefined;
  };
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // What was shown may have had the focus: it is not to leave the dialog with that.
  useLayoutEffect(() => {
    const { current } = element;
    if (!current?.contains(document.activeElement)) current?.focus();
  }, [at.value]);
  const go = (step: number) => {
    const next = at.value + step;
    if (next < 0 || next >= series.length) return false;
    at.value = next;
    return true;
  };
  const save = async () => {
    busy.value = true;
    said.value = '';
    const toast = await viewing.saveCopy(id, file);
    busy.value = false;
    // The dialog covers what the window would say.
    said.value = [toast?.text, toast?.detail].filter(Boolean).join(' ');
  };
  const onKey = (event: KeyboardEvent) => {
    const step = stepOf(event, kind);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(step);
  };
  useEffect(() => {
    // Of the whole window, which this covers: what had the focus may be gone.
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return (
    <dialog
      ref={element}
      class="viewer"
      data-kind={kind}
      tabIndex={-1}
      aria-label={text('view.label', { name })}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header class="viewer-head">
        <h2 title={name}>
          <bdi>{name}</bdi>
        </h2>
        {series.length > 1 && (
          <span class="viewer-steps">
            <IconButton
              icon="before"
              label={text('view.previous')}
              disabled={at.value === 0}
              onClick={() => go(-1)}
            />
            <span class="viewer-count">
              {text('view.count', { at: `${at.value + 1}`, count: `${series.length}` })}
            </span>
            <IconButton
              icon="after"
              label={text('view.next')}
              disabled={at.value === series.length - 1}
              onClick={() => go(1)}
            />
          </span>
        )}
        <IconButton icon="close" label={text('action.close')} onClick={close} />
      </header>
      <FileBody key={file.index} id={id} file={file} onEnded={() => go(1)} />
      <footer class="viewer-foot">
        <FilePlaceLine key={file.index} id={id} file={file} />
        <p class="viewer-said" role="status">
          {said.value}
        </p>
        <Button icon="drop" disabled={busy.value} onClick={() => void save()}>
          {text('view.save')}
        </Button>
      </footer>
      <span class="unseen" role="status">
        {series.length > 1 && text('view.shown', { name: isolate(name) })}
      </span>
    </dialog>
  );
}
