import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { text } from '../i18n/text.ts';
import { useApp } from '../store/app.ts';
import { isShortcut } from './shortcut.ts';

const OpenFilesContext = createContext<() => void>(() => {});

/** Opens the host's file dialog; what is picked is added. */
export function useOpenFiles(): () => void {
  return useContext(OpenFilesContext);
}

/** Holds the one file input of the window, and its shortcut, Ctrl+O. */
export function OpenFiles({ children }: { readonly children: ComponentChildren }) {
  const { adding } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const open = () => input.current?.click();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isShortcut(event, 'o')) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return (
    <OpenFilesContext.Provider value={open}>
      <input
        ref={input}
        type="file"
        accept=".torrent,application/x-bittorrent"
        multiple
        hidden
        aria-label={text('add.open')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that the same file can be picked again, after an error.
          currentTarget.value = '';
          void adding.files(files);
        }}
      />
      {children}
    </OpenFilesContext.Provider>
  );
}
