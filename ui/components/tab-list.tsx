import type { TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { inlineKeys } from './inline-keys.ts';
import { nextIndex } from './next-index.ts';

export interface TabListProps<Tab extends string> {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: Tab;
  /** Of what a tab shows: the tab is `${id}-${tab}`, its panel `${id}-panel`. */
  readonly id: string;
  readonly nameOf: (tab: Tab) => string;
  readonly onChoose: (tab: Tab) => void;
}

/** Tabs (WAI-ARIA): one stop for Tab, arrow keys choose. */
export function TabList<Tab extends string>(props: TabListProps<Tab>) {
  const { label, tabs, chosen, id, nameOf, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const go = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const at = tabs.indexOf(chosen);
    const to = nextIndex(event.key, inlineKeys(event.currentTarget), at, tabs.length);
    const tab = to === undefined ? undefined : tabs[to];
    if (tab === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(tab);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to!]?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={go}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${id}-${tab}`}
          class="tab"
          aria-selected={tab === chosen}
          aria-controls={tab === chosen ? `${id}-panel` : undefined}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {nameOf(tab)}
        </button>
      ))}
    </div>
  );
}
