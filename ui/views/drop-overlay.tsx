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
  if (!dragging.value) return null;
  return (
    <div class="drop-overlay">
      <div class="drop-target">
        <p>
          <Icon name="file" />
          {text('drop.files')}
        </p>
        <p>
          <Icon name="folder" />
          {text('drop.folder')}
        </p>
      </div>
    </div>
  );
}

function take(app: App, { files, folders, text: words }: Dropped): void {
  const [folder, another] = folders;
  if (another) app.toasts.show({ tone: 'bad', text: text('folder.several') });
  else if (folder) void app.actions.useDroppedFolder(folder);
  if (files.length > 0) void app.actions.addFiles(files);
  else if (folders.length === 0) addText(app, words);
}
