import { useEffect } from 'preact/hooks';
import { readText } from '../client/dropped.ts';
import type { App } from '../store/app.ts';
import { addText } from './add-text.ts';
import { hasOwnKeys, isCovered, isShortcut, isTyping } from './shortcut.ts';

/** The keys that work wherever the focus is, and pasting. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target) || hasOwnKeys(event.target) || isCovered()) return;
      onKey(app, event);
    };
    const paste = (event: ClipboardEvent) => {
      // Who is asked about what they add may add more.
      const isBusy = isCovered() && !app.adding.isShown.peek();
      if (isTyping(event.target) || isBusy || !event.clipboardData) return;
      event.preventDefault();
      const files = [...event.clipboardData.files];
      if (files.length > 0) void app.adding.files(files);
      else addText(app, readText(event.clipboardData));
    };
    document.addEventListener('keydown', press);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('paste', paste);
    };
  }, [app]);
}

function onKey(app: App, event: KeyboardEvent): void {
  const { actions, selection } = app;
  const ids = selection.ids.peek();
  if (isShortcut(event, 'a')) {
    event.preventDefault();
    selection.all();
  } else if (event.altKey && event.key === 'Enter') {
    event.preventDefault();
    app.pane.toggle();
  } else if (event.key === 'Escape') {
    selection.clear();
  } else if (event.key === 'Delete' && ids.length > 0) {
    event.preventDefault();
    if (event.shiftKey) actions.askToDelete(ids);
    else actions.askToRemove(ids);
  }
}
