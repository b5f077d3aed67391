import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Dropped, readDropped } from '../client/dropped.ts';
import { Icon } from '../components/icon.tsx';
import { text } from '../i18n/text.ts';
import { type App, useApp } from '../store/app.ts';
import { addText } from './add-text.ts';

/** Takes what is dropped anywhere on the window, and shows that it would. */
export function DropOverlay() {
  const app = useApp();
  const dragging = useSignal(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      dragging.value = true;
    };
    const leave = (event: DragEvent) => {
      // Without a related target the pointer has left the window, not just an element.
      if (event.relatedTarget === null) dragging.value = false;
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      dragging.value = false;
      if (event.dataTransfer) take(app, readDropped(event.dataTransfer));
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [app, dragging]);
  return dragging.value ? <Overlay canShare={!isOpen(app)} /> : null;
}

/** In the top layer: over dialogs, too. */
function Overlay({ canShare }: { readonly canShare: boolean }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.showPopover(), []);
  return (
    <div ref={element} class="drop-overlay" popover="manual">
      <div class="drop-target">
        <p>
          <Icon name="file" />
          {text('drop.files')}
        </p>
        {canShare && (
          <>
            <p>
              <Icon name="share" />
              {text('drop.share')}
            </p>
            <p>
              <Icon name="folder" />
              {text('drop.folder')}
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** Whether a dialog is open that would be lost to another. */
function isOpen({ dialog, adding }: App): boolean {
  return dialog.peek() !== undefined || adding.isShown.peek();
}

function take(app: App, { torrents, others, folder, text: words }: Dropped): void {
  const { adding, host, sharing, toasts } = app;
  const isFree = !isOpen(app);
  if (torrents.length > 0) void adding.files(torrents);
  else if (others.length === 0) return addText(app, words);
  if (others.length === 0) return;
  // With words it is out of a page, not out of a folder: a picture, say.
  if (isFree && words === '') return sharing.take(host.keepDropped(others), folder);
  const key = torrents.length > 0 ? 'drop.others-left' : 'drop.no-torrent';
  toasts.show({ tone: 'plain', text: text(key) });
}
