import { useEffect, useRef } from 'preact/hooks';
import { SearchField } from '../../components/search-field.tsx';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';
import { isCovered, isShortcut, isTyping } from '../shortcut.ts';

/** What of the list has the keyboard. */
const LIST = ".list :is([role='grid'], [role='row'])[tabindex='0']";

/** Words of names to look for. Ctrl+F and the slash lead to it; Enter and Escape to the list. */
export function SearchBox() {
  const { filters } = useApp();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const field = box.current?.querySelector('input');
      const asks =
        isShortcut(event, 'f') || (event.key === '/' && !isTyping(event.target));
      if (!asks || isCovered() || !field?.checkVisibility()) return;
      event.preventDefault();
      field.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: its field hears the keys that come up to it
    <div
      ref={box}
      class="list-search"
      role="search"
      title={text('filters.search-hint')}
      onKeyDown={(event) => {
        if (!['Escape', 'Enter', 'ArrowDown'].includes(event.key)) return;
        event.preventDefault();
        document.querySelector<HTMLElement>(LIST)?.focus();
      }}
    >
      <SearchField label={text('filters.search')} value={filters.search} />
    </div>
  );
}
