import { useRef } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { nextIndex } from '../../components/next-index.ts';
import { formatBytes } from '../../format/bytes.ts';
import { text } from '../../i18n/text.ts';
import type { AddItem, AddState } from '../../store/add-item.ts';
import { useApp } from '../../store/app.ts';

export interface AddListProps {
  readonly items: readonly AddItem[];
  readonly current: AddItem;
}

/** Those that are to be added: one stop for Tab, arrow keys choose whose files are shown. */
export function AddList({ items, current }: AddListProps) {
  const { adding } = useApp();
  const list = useRef<HTMLDivElement>(null);
  const go = (event: KeyboardEvent) => {
    const at = items.indexOf(current);
    const to = nextIndex(event.key, ['ArrowUp', 'ArrowDown'], at, items.length);
    const next = to === undefined ? undefined : items.at(to);
    if (!next) return;
    event.preventDefault();
    adding.current.value = next.key;
    const options = list.current?.querySelectorAll<HTMLElement>('[role=option]');
    options?.[items.indexOf(next)]?.focus();
  };
  return (
    <div
      ref={list}
      class="add-list"
      role="listbox"
      aria-label={text('adding.list')}
      onKeyDown={go}
    >
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="option"
          class="add-line"
          aria-selected={item === current}
          tabIndex={item === current ? 0 : -1}
          data-state={item.state.value.kind}
          onClick={() => {
            adding.current.value = item.key;
          }}
        >
          <Icon name={ICONS[item.state.value.kind]} />
          <bdi class="clip" title={item.name}>
            {item.name}
          </bdi>
          <span class="add-line-state">{stateText(item)}</span>
        </button>
      ))}
    </div>
  );
}

const ICONS: Readonly<Record<AddState['kind'], IconName>> = {
  reading: 'clock',
  metadata: 'search',
  ready: 'file',
  failed: 'warning',
  known: 'complete',
};

function stateText(item: AddItem): string {
  const { value } = item.state;
  switch (value.kind) {
    case 'reading':
      return text('adding.reading');
    case 'metadata':
      return text('adding.waiting');
    case 'failed':
      return text('adding.failed');
    case 'known':
      return text('adding.is-known');
    case 'ready':
      return formatBytes(item.chosenSize);
    default:
      return value satisfies never;
  }
}
