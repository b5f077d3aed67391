import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
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
    /** An open dialog would be lost to what is dropped. */
    const isOpen = () => app.dialog.peek() === undefined;
    const over = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = isOpen() ? 'copy' : 'none';
      dragging.value = isOpen();
    };
    const leave = (event: DragEvent) => {
      // Without a related target the pointer has left the window, not just an element.
      if (event.relatedTarget === null) dragging.value = false;
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      dragging.value = false;
      if (event.dataTransfer && isOpen()) take(app, readDropped(event.dataTransfer));
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
  if (!dragging.value) return null;
  return (
    <div class="drop-overlay">
      <div class="drop-target">
        <p>
          <Icon name="file" />
          {text('drop.files')}
        </p>
        <p>
          <Icon name="share" />
          {text('drop.share')}
        </p>
        <p>
          <Icon name="folder" />
          {text('drop.folder')}
        </p>
      </div>
    </div>
  );
}

function take(app: App, { torrents, others, text: words }: Dropped): void {
  if (others.length > 0) app.sharing.take(app.host.keepDropped(others));
  if (torrents.length > 0) void app.actions.addFiles(torrents);
  else if (others.length === 0) addText(app, words);
}
